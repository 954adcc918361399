import { expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

const headers = { authorization: "Bearer simulated" };
const order = { image: "x", disk: 20, runtype: "ssh_direct", label: "gpb-1", env: {} };

/** The id of an ask from the search. */
function anyAskId(simulator: ReturnType<typeof simulatorForTest>): number {
  const { body } = ask(simulator, "vastai", { path: "/api/v0/bundles/", body: { limit: 1 } });
  return JSON.parse(body).offers[0].id;
}

it("a spot launch that is refused leaves a stopped instance behind, with its id beside the refusal", () => {
  const simulator = simulatorForTest();
  const path = `/api/v0/asks/${anyAskId(simulator)}/`;
  const fault = { provider: "vastai", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 } as const;
  simulator.setFault(fault);
  const refused = ask(simulator, "vastai", { method: "PUT", path, headers, body: { ...order, price: 1 } });
  expect([refused.status, JSON.parse(refused.body)]).toMatchObject([
    410,
    { error: "no_such_ask", new_contract: 30_000_001 },
  ]);
  const left = ask(simulator, "vastai", { path: "/api/v1/instances/", headers });
  expect(JSON.parse(left.body)).toMatchObject({
    instances: [{ id: 30_000_001, label: "gpb-1", cur_state: "stopped", intended_status: "stopped" }],
  });
  simulator.setFault(fault);
  const onDemand = ask(simulator, "vastai", { method: "PUT", path, headers, body: order });
  expect([onDemand.status, JSON.parse(onDemand.body).new_contract]).toEqual([410, undefined]);
});

it("lists instances in pages, each instance once", () => {
  const simulator = simulatorForTest();
  const path = `/api/v0/asks/${anyAskId(simulator)}/`;
  for (let made = 0; made < 60; made += 1)
    ask(simulator, "vastai", { method: "PUT", path, headers, body: order });
  const seen: number[] = [];
  let token: string | null = "";
  while (token !== null) {
    const query: Record<string, string> = token === "" ? {} : { after_token: token };
    const page = JSON.parse(
      ask(simulator, "vastai", { path: "/api/v1/instances/", headers, query, now: testNow }).body,
    );
    expect(page.instances.length).toBeLessThanOrEqual(25);
    seen.push(...page.instances.map(({ id }: { id: number }) => id));
    token = page.next_token;
  }
  expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
});

it("answers a wrong key with 404 in a search and with 401 elsewhere; a search needs no key", () => {
  const simulator = simulatorForTest();
  const wrong = { authorization: "Bearer wrong" };
  const statusOf = (path: string, more: object) => ask(simulator, "vastai", { path, ...more }).status;
  expect(statusOf("/api/v0/bundles/", { headers: wrong, body: { limit: 1 } })).toBe(404);
  expect(statusOf("/api/v0/bundles/", { body: { limit: 1 } })).toBe(200);
  expect(statusOf("/api/v1/instances/", { headers: wrong })).toBe(401);
  expect(statusOf("/api/v1/instances/", {})).toBe(401);
});
