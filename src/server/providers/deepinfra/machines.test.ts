import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { deepinfra } from "./offers";

type Reply = { status?: number; body: unknown };
const model = "meta-llama/Llama-3.1-8B-Instruct";
const over = (answer: (received: ReceivedRequest) => Reply, use: Parameters<typeof machinesAgainst>[1]) =>
  machinesAgainst({ provider: deepinfra, secrets: { DEEPINFRA_API_KEY: "canary-key" }, answer }, use);
const launch = (reply: Reply, offer: object = { gpuId: "a100-80" }, changes: object = { model }) =>
  over(
    () => reply,
    (machines) => machines.launch(orderFor(offer, changes)),
  );
const deployment = (more: object = {}) => ({
  type: "llm",
  deploy_id: "fkj843kjh8",
  model_name: "me/gpb-test-1",
  version: "1",
  task: "text-generation",
  status: "running",
  fail_reason: "",
  created_at: "2026-11-23T11:00:00+01:00",
  ...more,
});

describe("a launch at DeepInfra", () => {
  it("sends the body that the vendor's description requires", async () => {
    const { received, result } = await launch({ body: deployment() }, { gpuId: "a100-80", gpuCount: 2 });
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["POST", "/deepinfra/deploy/llm", "Bearer canary-key"],
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      model_name: "gpb-test-1",
      gpu: "A100-80GB",
      num_gpus: 2,
      max_batch_size: 64,
      hf: { repo: model },
      settings: { min_instances: 1, max_instances: 1 },
    });
    expect(result).toMatchObject({ ok: true, value: { id: "fkj843kjh8", mark: "gpb-test-1" } });
  });

  it.each([
    ["l4-24", "L4-24GB"],
    ["l40s-48", "L40S-48GB"],
    ["a100-80", "A100-80GB"],
    ["h100-80", "H100-80GB"],
    ["h100-sxm-80", "H100-80GB"],
    ["h200-141", "H200-141GB"],
    ["b200-180", "B200-180GB"],
    ["b300-288", "B300-270GB"],
    ["rtx-pro-6000-96", "RTXPRO6000-96GB"],
  ])("uses the vendor's name of the GPU %s: %s", async (gpuId, gpu) => {
    const { received } = await launch({ body: deployment() }, { gpuId, gpuRaw: "as the list has it" });
    expect(JSON.parse(received[0]?.body ?? "").gpu).toBe(gpu);
  });

  it.each([
    [{ gpuId: "a100-40" }, { model }],
    [{ gpuId: "h100-nvl-94" }, { model }],
    [{ gpuId: "a100-80" }, { model: null }],
  ])("for %j and %j makes no call", async (offer, changes) => {
    const { received, result } = await launch({ body: deployment() }, offer, changes);
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    [402, "Payment required", "no_balance"],
    [400, "No GPUs available for this deployment", "no_capacity"],
    [422, "Your GPU limit is reached", "quota"],
    [409, "Model exists already", "unknown_outcome"],
    [401, "Invalid API key", "auth"],
    [422, "Invalid model name", "invalid"],
    [500, "No GPUs available", "unknown_outcome"],
  ])("refused by %i %j is %s", async (status, error, fault) => {
    const { result } = await launch({ status, body: { error } });
    expect(result).toMatchObject({ ok: false, fault, providerText: expect.stringContaining(error) });
  });

  it("keeps the text of a validation error, which has a different format", async () => {
    const { result } = await launch({
      status: 422,
      body: { detail: [{ loc: ["body", "gpu"], msg: "field required", type: "missing" }] },
    });
    expect(result).toMatchObject({
      fault: "invalid",
      providerText: expect.stringContaining("field required"),
    });
  });
});

describe("a deployment of DeepInfra", () => {
  it.each([
    ["initializing", "provisioning"],
    ["downloading", "provisioning"],
    ["deploying", "provisioning"],
    ["running", "running"],
    ["stopped", "stopped"],
    ["failed", "failed"],
    ["deleted", "terminated"],
    ["something new", "unknown"],
  ])("that is %s is %s", async (status, state) => {
    const { result } = await over(
      () => ({ body: deployment({ status }) }),
      (machines) => machines.get("fkj843kjh8"),
    );
    expect(result).toMatchObject({
      ok: true,
      value: { state, providerState: status, createdAt: "2026-11-23T10:00:00.000Z" },
    });
  });

  it("that failed says why", async () => {
    const { result } = await over(
      () => ({ body: deployment({ status: "failed", fail_reason: "out of\u0000 memory" }) }),
      (machines) => machines.get("fkj843kjh8"),
    );
    expect(result).toMatchObject({
      value: { state: "failed", providerState: expect.stringMatching(/^failed: out of/) },
    });
    expect(JSON.stringify(result)).not.toContain("u0000");
  });

  it("is listed in every status except deleted, and is ours by its name", async () => {
    const all = [deployment(), deployment({ model_name: "me/other" }), deployment({ model_name: "gpb-2" })];
    const { received, result } = await over(
      () => ({ body: all }),
      (machines) => machines.listOurs(),
    );
    expect(received[0]).toMatchObject({ method: "GET", path: "/deepinfra/deploy/list" });
    expect([...(received[0]?.query ?? [])]).toEqual([
      ["status", "initializing,downloading,deploying,running,stopped,failed"],
    ]);
    expect(result).toMatchObject({ value: [{ mark: "gpb-test-1" }, { mark: "gpb-2" }] });
  });

  it("is stopped, started and deleted by its id", async () => {
    const { received, result } = await over(
      () => ({ body: deployment({ deploy_id: "a/b" }) }),
      async (machines) => [
        await machines.stop?.("a/b"),
        await machines.start?.("a/b"),
        await machines.terminate("a/b", null),
      ],
    );
    expect(received.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/deepinfra/deploy/a%2Fb/stop", ""],
      ["POST", "/deepinfra/deploy/a%2Fb/start", ""],
      ["DELETE", "/deepinfra/deploy/a%2Fb", ""],
      ["GET", "/deepinfra/deploy/a%2Fb", ""],
    ]);
    expect(result).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
      { ok: true, value: "ending" },
    ]);
  });
});
