import { describe, expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

const simulator = simulatorForTest();
const headers = { authorization: "Bearer simulated" };
const minutes = (count: number) => new Date(testNow.getTime() + count * 60_000);

function call(path: string, more: { method?: string; body?: unknown; now?: Date; key?: string } = {}) {
  const { key = "simulated", ...question } = more;
  const reply = ask(simulator, "replicate", {
    path,
    headers: { ...headers, authorization: `Bearer ${key}` },
    ...question,
  });
  return { status: reply.status, body: reply.body === "" ? null : JSON.parse(reply.body) };
}

const order = (changes = {}) => ({
  name: "gpb-feed",
  model: "meta/llama-3-8b",
  version: "5a6809ca6288247d".repeat(4),
  hardware: "gpu-l40s-2x",
  min_instances: 1,
  max_instances: 1,
  ...changes,
});

describe("the Replicate feed", () => {
  it("is a bare list of names and SKUs, CPUs among them, without any price", () => {
    const { body } = call("/v1/hardware");
    expect(body).toContainEqual({ name: "2x Nvidia L40S GPU", sku: "gpu-l40s-2x" });
    expect(body).toContainEqual({ name: "CPU", sku: "cpu" });
    expect(new Set(body.flatMap(Object.keys))).toEqual(new Set(["name", "sku"]));
  });

  it("needs a token", () => {
    for (const key of ["wrong", ""])
      expect(call("/v1/hardware", { key })).toMatchObject({
        status: 401,
        body: { title: "Unauthenticated" },
      });
  });
});

describe("the simulated deployments of Replicate", () => {
  it.each([
    ["/hardware", { hardware: "gpu-z9" }],
    ["/version", { version: "latest" }],
    ["/max_instances", { max_instances: 21 }],
    ["/name", { name: "No Capitals" }],
  ])("point at what is wrong: %s", (pointer, changes) => {
    const { status, body } = call("/v1/deployments", { body: order(changes) });
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it("count their releases, and can be deleted only after 15 minutes offline", () => {
    const path = "/v1/deployments/simulated/gpb-feed";
    expect(call("/v1/deployments", { body: order() }).status).toBe(200);
    expect(call("/v1/deployments", { body: order() }).status).toBe(400);
    expect(call(path, { method: "DELETE", now: minutes(60) }).status).toBe(400);
    const stopped = { min_instances: 0, max_instances: 0 };
    const { body } = call(path, { method: "PATCH", body: stopped, now: minutes(60) });
    expect(body.current_release).toMatchObject({ number: 2, configuration: stopped });
    expect(call(path, { method: "DELETE", now: minutes(74) }).status).toBe(400);
    expect(call(path, { method: "DELETE", now: minutes(75) })).toEqual({ status: 204, body: null });
    expect(call(path, { now: minutes(75) }).status).toBe(404);
  });

  it("are listed three to a page", () => {
    for (const name of ["a", "b", "c", "d"]) call("/v1/deployments", { body: order({ name }) });
    const first = call("/v1/deployments").body;
    expect([first.results.length, first.next]).toEqual([
      3,
      "http://api.replicate.com/v1/deployments?cursor=3",
    ]);
    const reply = ask(simulator, "replicate", { path: "/v1/deployments", query: { cursor: "3" }, headers });
    expect(JSON.parse(reply.body)).toMatchObject({ next: null, results: [{ name: "a" }] });
  });
});
