import { describe, expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

const simulator = simulatorForTest();
const key = { authorization: "Bearer simulated" };
const sizesOf = (path: string, headers: Record<string, string> = {}): Compute[] =>
  JSON.parse(ask(simulator, "huggingface", { path, headers }).body).vendors.flatMap((vendor: Vendor) =>
    vendor.regions.flatMap(({ computes }) => computes),
  );

type Vendor = { regions: { computes: Compute[] }[] };
type Compute = { id: string; accelerator: string; status: string; quota?: { maxAccelerators: number } };

const order = (changes = {}) => ({
  name: "gpb-feed",
  type: "authenticated",
  provider: { vendor: "aws", region: "us-east-1" },
  compute: {
    accelerator: "gpu",
    instanceType: "nvidia-l4",
    instanceSize: "x1",
    scaling: { minReplica: 1, maxReplica: 1 },
  },
  model: { repository: "openai/gpt-oss-20b", framework: "pytorch", image: { huggingface: {} } },
  ...changes,
});

function endpoint(verb = "", method = "GET", now = testNow) {
  const path = `/v2/endpoint/acme/gpb-feed${verb}`;
  const reply = ask(simulator, "huggingface", { path, method, headers: key, now });
  return [reply.status, JSON.parse(reply.body).status?.state];
}
const later = (seconds: number) => new Date(testNow.getTime() + seconds * 1000);

describe("the Hugging Face feed", () => {
  it("lists sizes by vendor and region without a key, with the price of a replica", () => {
    const sizes = sizesOf("/v2/provider");
    expect(sizes.find(({ id }) => id.endsWith("nvidia-l40s-x8"))).toMatchObject({
      accelerator: "gpu",
      numAccelerators: 8,
      gpuMemoryGb: 384,
      pricePerHour: 23.5,
      architecture: "Nvidia L40S",
    });
    expect(sizes.filter(({ quota }) => quota !== undefined)).toEqual([]);
    expect(sizes.some(({ accelerator }) => accelerator === "cpu")).toBe(true);
  });

  it("adds the quota to an account's own list, which requires a key", () => {
    expect(ask(simulator, "huggingface", { path: "/v2/provider/acme" }).status).toBe(401);
    const gpus = sizesOf("/v2/provider/acme", key).filter(({ accelerator }) => accelerator === "gpu");
    expect(gpus.every(({ quota }) => quota?.maxAccelerators === 64)).toBe(true);
  });

  it("says what is unavailable", () => {
    simulator.setFault({ provider: "huggingface", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    const gpus = sizesOf("/v2/provider").filter(({ accelerator }) => accelerator === "gpu");
    expect(new Set(gpus.map(({ status }) => status))).toEqual(new Set(["not_available", "deprecated"]));
  });
});

describe("the simulated endpoints of Hugging Face", () => {
  const create = (body: unknown, headers: Record<string, string> = key) =>
    ask(simulator, "huggingface", { path: "/v2/endpoint/acme", headers, body });
  const l4 = sizesOf("/v2/provider").find(
    ({ id, status }) => id.includes("l4-x1") && status !== "not_available",
  );
  const [, vendor = "", region = ""] = /^(aws|gcp)-(.+)-nvidia-l4-x1$/.exec(l4?.id ?? "") ?? [];
  const provider = { vendor, region };

  it.each([
    ["a name of 33 characters", { name: "g".repeat(33) }],
    ["a name in capitals", { name: "GPB-1" }],
    ["the old type", { type: "protected" }],
    ["an unknown field", { surprise: 1 }],
  ])("refuse %s", (_, changes) => {
    expect(create(order({ provider, ...changes })).status).toBe(422);
  });

  it("boot, pause, resume and end, and never show secrets", () => {
    expect(create(order({ provider }), {}).status).toBe(401);
    const model = { ...order().model, secrets: { TOKEN: "hidden" } };
    const made = create(order({ provider, model }));
    expect([made.status, made.body.includes("hidden")]).toEqual([200, false]);
    expect(create(order({ provider })).status).toBe(409);
    expect(endpoint()).toEqual([200, "initializing"]);
    expect(endpoint("", "GET", later(20))).toEqual([200, "running"]);
    expect(endpoint("/resume", "POST", later(20))[0]).toBe(400);
    expect(endpoint("/pause", "POST", later(20))[0]).toBe(200);
    expect(endpoint("", "GET", later(30))).toEqual([200, "paused"]);
    expect(endpoint("/resume", "POST", later(30))).toEqual([200, "initializing"]);
    expect(endpoint("", "DELETE", later(60))[0]).toBe(200);
    expect(endpoint("", "GET", later(60))[0]).toBe(200);
    expect(endpoint("", "GET", later(70))[0]).toBe(404);
  });
});
