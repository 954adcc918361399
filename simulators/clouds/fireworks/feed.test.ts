import { describe, expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

const simulator = simulatorForTest();
const headers = { authorization: "Bearer simulated" };
const later = (seconds: number) => new Date(testNow.getTime() + seconds * 1000);

function call(path: string, question: Partial<Parameters<typeof ask>[2]> = {}) {
  const reply = ask(simulator, "fireworks", { path, headers, ...question });
  return { status: reply.status, body: JSON.parse(reply.body) };
}

describe("the Fireworks feed", () => {
  const path = "/v1/accounts/fireworks/models";

  it("lists models in pages that are shorter than requested, and filters them on request", () => {
    const names = (filter: Record<string, string>) => {
      const found: string[] = [];
      for (let pageToken = "0"; pageToken !== ""; ) {
        const { body } = call(path, { query: { ...filter, pageSize: "200", pageToken } });
        found.push(...body.models.map(({ name }: { name: string }) => name));
        pageToken = body.nextPageToken;
      }
      return found;
    };
    const served = names({ filter: "supports_serverless=true" });
    expect(new Set(served).size).toBe(12);
    expect(names({}).filter((name) => !served.includes(name))).toEqual([
      "accounts/fireworks/models/llama-v3p3-70b-instruct",
    ]);
  });

  it.each<Record<string, string>>([{}, { authorization: "Bearer wrong" }])(
    "refuses %o in gRPC's words",
    (wrong) => {
      expect(call(path, { headers: wrong })).toMatchObject({ status: 401, body: { code: 16 } });
    },
  );
});

describe("the simulated deployments of Fireworks", () => {
  const path = "/v1/accounts/acme/deployments";
  const order = (changes = {}) => ({
    baseModel: "accounts/fireworks/models/gpt-oss-120b",
    acceleratorType: "NVIDIA_H100_80GB",
    acceleratorCount: 2,
    minReplicaCount: 1,
    maxReplicaCount: 1,
    ...changes,
  });
  const query = { deploymentId: "gpb-feed" };

  it.each([
    ["an id in capitals", { deploymentId: "GPB" }, {}],
    ["a model of another house", query, { baseModel: "meta-llama/Llama-3.1-8B-Instruct" }],
    ["an accelerator that it has not", query, { acceleratorType: "NVIDIA_R100_288GB" }],
    ["three GPUs", query, { acceleratorCount: 3 }],
    ["an unknown field", query, { surprise: 1 }],
  ])("refuse %s", (_, asked, changes) => {
    expect(call(path, { query: asked, body: order(changes) })).toMatchObject({
      status: 400,
      body: { code: 3 },
    });
  });

  it("omit counts of zero, and are deleted while in use only if the request ignores the checks", () => {
    const one = `${path}/gpb-feed`;
    expect(call(path, { query, body: order() }).body).toMatchObject({
      state: "CREATING",
      acceleratorCount: 2,
    });
    expect(call(path, { query, body: order() }).body.code).toBe(6);
    expect(call(one, { now: later(20) }).body).toMatchObject({ state: "READY", replicaCount: 1 });
    expect(call(one, { method: "DELETE", now: later(20) })).toMatchObject({ status: 400, body: { code: 9 } });
    const stop = { method: "PATCH", body: { replicaCount: 0 }, now: later(20) };
    expect(call(`${one}:scale`, stop)).toEqual({ status: 200, body: {} });
    expect(Object.keys(call(one, { now: later(30) }).body)).not.toContain("replicaCount");
    const ignoring = { method: "DELETE", query: { ignoreChecks: "true" }, now: later(40) };
    expect(call(one, ignoring)).toEqual({ status: 200, body: {} });
    expect(call(one, { now: later(41) }).body.state).toBe("DELETING");
    expect(call(one, { now: later(50) })).toMatchObject({ status: 404, body: { code: 5 } });
  });

  it("use one code for missing capacity and an exhausted quota, which only the quotas distinguish", () => {
    const usage = () => call("/v1/accounts/acme/quotas").body.quotas[0].usage;
    for (const [fault, used] of [
      ["no_capacity", 0],
      ["quota", 64],
    ] as const) {
      simulator.setFault({ provider: "fireworks", fault, times: 2, latencyMs: 0, factor: 1 });
      const another = { query: { deploymentId: "gpb-another" }, body: order() };
      expect(call(path, another)).toMatchObject({ status: 429, body: { code: 8 } });
      expect(usage()).toBe(used);
    }
  });
});
