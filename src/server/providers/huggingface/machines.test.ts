import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { huggingface } from "./offers";

const offer = { instanceType: "aws nvidia-l4 x4", region: "us-east-1", gpuCount: 4 };
const order = (changes = {}) => orderFor(offer, { model: "openai/gpt-oss-20b", ...changes });

type Compute = { status?: string; quota?: { maxAccelerators: number; usedAccelerators: number } };

function hardware({ status = "available", quota }: Compute = {}) {
  const size = { instanceType: "nvidia-l4", instanceSize: "x4", status, ...(quota ? { quota } : {}) };
  return { vendors: [{ name: "aws", regions: [{ name: "us-east-1", computes: [size] }] }] };
}

/** Answers with the given sizes and accepts every endpoint. */
function api(compute: Compute = {}) {
  return ({ method, path, body }: ReceivedRequest) => {
    if (path.includes("/provider/")) return { body: hardware(compute) };
    if (method !== "POST") return { status: 404, body: { error: "Endpoint not found" } };
    return { body: { ...JSON.parse(body), status: { state: "pending", createdAt: "2026-11-23T10:00:00Z" } } };
  };
}

describe("a launch at Hugging Face", () => {
  it("looks the size up in the account's list, then creates an endpoint that serves the model", async () => {
    const { received, result } = await machinesAgainst({ provider: huggingface, answer: api() }, (machines) =>
      machines.launch(order()),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: "gpb-test-1",
        mark: "gpb-test-1",
        state: "pending",
        endpointUrl: null,
        region: "us-east-1",
      },
    });
    expect(received.map(({ method, path }) => [method, path])).toEqual([
      ["GET", "/huggingface/v2/provider/canary-HF_NAMESPACE"],
      ["POST", "/huggingface/v2/endpoint/canary-HF_NAMESPACE"],
    ]);
    expect(JSON.parse(received[1]?.body ?? "")).toEqual({
      accountId: null,
      name: "gpb-test-1",
      type: "authenticated",
      tags: ["gpb-test-1"],
      provider: { vendor: "aws", region: "us-east-1" },
      compute: {
        accelerator: "gpu",
        instanceType: "nvidia-l4",
        instanceSize: "x4",
        scaling: { minReplica: 1, maxReplica: 1, scaleToZeroTimeout: null },
      },
      model: {
        repository: "openai/gpt-oss-20b",
        framework: "pytorch",
        revision: null,
        image: { huggingface: {} },
        secrets: { GREETING: "hello" },
      },
    });
  });

  it("keeps a mark that is too long for a name, and always derives the same name from it", async () => {
    const mark = "gpb-0198f3a2-5b1c-7d4e-9f00-1234567890ab";
    const names: string[] = [];
    for (const _ of [1, 2]) {
      const { result } = await machinesAgainst({ provider: huggingface, answer: api() }, (machines) =>
        machines.launch(order({ mark })),
      );
      if (result instanceof Error || !result.ok) throw new Error("not launched");
      expect(result.value.mark).toBe(mark);
      names.push(result.value.id);
    }
    expect(names[0]).toMatch(/^gpb-[0-9a-f]{28}$/);
    expect(names[1]).toBe(names[0]);
  });

  it.each<[Compute, string]>([
    [{ status: "not_available" }, "no_capacity"],
    [{ status: "reserved" }, "no_capacity"],
    [{ status: "deprecated" }, "no_capacity"],
    [{ quota: { maxAccelerators: 16, usedAccelerators: 13 } }, "quota"],
  ])("is not sent if the list states %o: %s", async (compute, fault) => {
    const { received, result } = await machinesAgainst(
      { provider: huggingface, answer: api(compute) },
      (machines) => machines.launch(order()),
    );
    expect(result).toMatchObject({ ok: false, fault });
    expect(received).toHaveLength(1);
  });

  it("is sent if stock is low and the quota is just sufficient", async () => {
    const compute = { status: "low_availability", quota: { maxAccelerators: 16, usedAccelerators: 12 } };
    const { result } = await machinesAgainst({ provider: huggingface, answer: api(compute) }, (machines) =>
      machines.launch(order()),
    );
    expect(result).toMatchObject({ ok: true });
  });

  it("is refused before any call without a model, a size or a region", async () => {
    const orders = [
      order({ model: null }),
      orderFor({ ...offer, region: null }, { model: "openai/gpt-oss-20b" }),
      orderFor({ ...offer, instanceType: "nvidia-l4" }, { model: "openai/gpt-oss-20b" }),
    ];
    for (const one of orders) {
      const { received, result } = await machinesAgainst(
        { provider: huggingface, answer: api() },
        (machines) => machines.launch(one),
      );
      expect(result).toMatchObject({ ok: false, fault: "invalid" });
      expect(received).toEqual([]);
    }
  });
});

describe("endpoints of Hugging Face", () => {
  const endpoint = (state: string, more = {}) => ({
    name: "gpb-1",
    provider: { vendor: "aws", region: "eu-west-1" },
    ...more,
    status: {
      state,
      url: "https://x.eu-west-1.aws.endpoints.huggingface.cloud",
      createdAt: "2023-10-26T12:41:53.263078506Z",
    },
  });

  it.each([
    ["pending", "pending"],
    ["initializing", "provisioning"],
    ["updating", "running"],
    ["updateFailed", "failed"],
    ["running", "running"],
    ["paused", "stopped"],
    ["scaledToZero", "stopped"],
    ["failed", "failed"],
    ["somethingNew", "unknown"],
  ])("that are %s are %s", async (providerState, state) => {
    const { result } = await machinesAgainst(
      { provider: huggingface, answer: () => ({ body: endpoint(providerState) }) },
      (machines) => machines.get("gpb-1"),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: "gpb-1",
        mark: "gpb-1",
        state,
        providerState,
        region: "eu-west-1",
        microUsdPerHour: null,
        endpointUrl: "https://x.eu-west-1.aws.endpoints.huggingface.cloud",
        createdAt: "2023-10-26T12:41:53.263Z",
      },
    });
  });

  it.each([
    [{ body: { items: [] } }, { ok: true, value: "ended" }],
    [
      { status: 404, body: { error: "Not found" } },
      { ok: false, fault: "unknown_outcome" },
    ],
    [
      { status: 401, body: { error: "Unauthorized" } },
      { ok: false, fault: "unknown_outcome" },
    ],
  ])("that are missing have ended only if the namespace can be read: %j", async (list, outcome) => {
    const { received, result } = await machinesAgainst(
      {
        provider: huggingface,
        answer: ({ path }) =>
          path.endsWith("/canary-HF_NAMESPACE")
            ? list
            : { status: 404, body: { error: "Endpoint not found" } },
      },
      (machines) => machines.terminate("gpb-1", null),
    );
    expect(received.map(({ path }) => path)).toEqual([
      "/huggingface/v2/endpoint/canary-HF_NAMESPACE/gpb-1",
      "/huggingface/v2/endpoint/canary-HF_NAMESPACE/gpb-1",
      "/huggingface/v2/endpoint/canary-HF_NAMESPACE",
    ]);
    expect(result).toMatchObject(outcome);
  });

  it("are ours by their tag, or by their name if no tag is shown", async () => {
    const items = [
      endpoint("running", { name: "gpb-0c", tags: ["prod", "gpb-long-mark"] }),
      endpoint("paused", { name: "gpb-2", tags: null }),
      endpoint("running", { name: "somebodys", tags: ["prod"] }),
    ];
    const { result } = await machinesAgainst(
      { provider: huggingface, answer: () => ({ body: { items } }) },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({ ok: true, value: [{ mark: "gpb-long-mark" }, { mark: "gpb-2" }] });
  });

  it("that already run count as started, and any other refusal is a refusal", async () => {
    for (const [error, ok] of [
      ["Endpoint is already running", true],
      ["no", false],
    ] as const) {
      const { received, result } = await machinesAgainst(
        { provider: huggingface, answer: () => ({ status: 400, body: { error } }) },
        async (machines) => await machines.start?.("gpb-1"),
      );
      expect(received[0]?.path).toBe("/huggingface/v2/endpoint/canary-HF_NAMESPACE/gpb-1/resume");
      expect(result).toMatchObject({ ok });
    }
  });
});
