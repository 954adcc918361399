import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { fireworks } from "./offers";

const model = "accounts/fireworks/models/gpt-oss-120b";
const order = (changes = {}) =>
  orderFor(
    { instanceType: "on-demand deployment", gpuRaw: "NVIDIA_H100_80GB", gpuCount: 4 },
    { model, ...changes },
  );
const account = "/fireworks/v1/accounts/canary-FIREWORKS_ACCOUNT_ID";

type Answers = (received: ReceivedRequest) => {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
};
const launching = (answers: Answers, changes = {}) =>
  machinesAgainst({ provider: fireworks, answer: answers }, (machines) => machines.launch(order(changes)));

function deployment(more = {}) {
  return { name: "accounts/acme/deployments/gpb-test-1", state: "READY", replicaCount: 1, ...more };
}

describe("a launch at Fireworks", () => {
  it("creates a deployment of one replica under the mark", async () => {
    const { received, result } = await launching(() => ({
      body: deployment({ state: "CREATING", createTime: "2026-11-23T10:00:00Z", region: "US_IOWA_1" }),
    }));
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["POST", `${account}/deployments`, "Bearer canary-FIREWORKS_API_KEY"],
    ]);
    expect([received[0]?.query.get("deploymentId"), received[0]?.headers["content-type"]]).toEqual([
      "gpb-test-1",
      "application/json",
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      displayName: "gpb-test-1",
      baseModel: model,
      minReplicaCount: 1,
      maxReplicaCount: 1,
      acceleratorType: "NVIDIA_H100_80GB",
      acceleratorCount: 4,
    });
    expect(result).toEqual({
      ok: true,
      value: {
        id: "gpb-test-1",
        mark: "gpb-test-1",
        state: "provisioning",
        providerState: "CREATING",
        publicAddress: null,
        sshPort: null,
        microUsdPerHour: null,
        region: "US_IOWA_1",
        endpointUrl: "https://api.fireworks.ai/inference/v1",
        createdAt: "2026-11-23T10:00:00.000Z",
      },
    });
  });

  it("is refused before any call without a model", async () => {
    const { received, result } = await launching(() => ({ body: deployment() }), { model: null });
    expect([received, result]).toMatchObject([[], { ok: false, fault: "invalid" }]);
  });

  it.each([
    [400, { code: 3, message: "unsupported accelerator" }, "invalid"],
    [401, { code: 16, message: "Invalid API key" }, "auth"],
    [403, { code: 7, message: "no" }, "auth"],
    [409, { code: 6, message: "already exists" }, "unknown_outcome"],
    [402, { error: "Payment Required" }, "unknown_outcome"],
    [503, { code: 14, message: "unavailable" }, "unknown_outcome"],
    [200, "not json", "unknown_outcome"],
  ])("that is answered with %i %j is sent once and is %s", async (status, body, fault) => {
    const { received, result } = await launching(() => ({ status, body }));
    expect([received.length, result]).toMatchObject([1, { ok: false, fault }]);
  });

  const exhausted = { code: 8, message: "resource exhausted" };
  const quota = (id: string, value: string | number, usage?: number) => ({
    name: `accounts/acme/quotas/${id}`,
    value,
    ...(usage === undefined ? {} : { usage }),
  });
  it.each([
    ["no_capacity", [quota("h100-us-iowa-1", "8", 4)]],
    ["quota", [quota("h100-us-iowa-1", "8", 5), quota("requests-per-minute", "6000", 1)]],
    ["quota", [quota("h100", 0)]],
    ["no_capacity", [quota("h100-us-iowa-1", "8", 5), quota("h100-eu-frankfurt-1", "8")]],
    ["no_capacity", [quota("h100x", "0"), quota("h200-us-iowa-1", "0")]],
    ["no_capacity", undefined],
  ])("out of resources is %s with the quotas %j", async (fault, quotas) => {
    const { received, result } = await launching(({ path }) =>
      path.endsWith("/quotas") ? { body: { quotas } } : { status: 429, body: exhausted },
    );
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${account}/deployments`,
      `GET ${account}/quotas`,
    ]);
    expect(result).toMatchObject({ ok: false, fault });
  });

  it("out of resources is no_capacity if the quotas cannot be read", async () => {
    const { result } = await launching(({ path }) =>
      path.endsWith("/quotas") ? { status: 503, body: "" } : { status: 429, body: exhausted },
    );
    expect(result).toMatchObject({ ok: false, fault: "no_capacity" });
  });

  it("over the rate limit, without that code, states when to retry", async () => {
    const headers = { "retry-after": "9" };
    const { received, result } = await launching(() => ({
      status: 429,
      headers,
      body: { error: "slow down" },
    }));
    expect([received.length, result]).toMatchObject([1, { fault: "unknown_outcome", retryAfterMs: 9_000 }]);
  });
});

describe("deployments of Fireworks", () => {
  it.each([
    [{ state: "CREATING", replicaCount: 0 }, "provisioning"],
    [{ state: "CREATING", replicaStats: { pendingSchedulingReplicaCount: 1 } }, "pending"],
    [{ desiredReplicaCount: 1 }, "running"],
    [{}, "running"],
    [{ desiredReplicaCount: 1, replicaStats: { initializingReplicaCount: 1 } }, "provisioning"],
    [{ desiredReplicaCount: 1, replicaCount: 0 }, "provisioning"],
    [{ desiredReplicaCount: 0 }, "stopping"],
    [{ replicaCount: undefined }, "stopped"],
    [{ state: "UPDATING" }, "running"],
    [{ state: "DELETING" }, "stopping"],
    [{ state: "DELETED" }, "terminated"],
    [{ state: "FAILED" }, "failed"],
    [{ state: undefined }, "pending"],
  ])("with %j are %s", async (more, state) => {
    const { result } = await machinesAgainst(
      { provider: fireworks, answer: () => ({ body: deployment(more) }) },
      (machines) => machines.get("gpb-test-1"),
    );
    expect(result).toMatchObject({ ok: true, value: { id: "gpb-test-1", state } });
  });

  it("are scaled to zero and back, and deleted even if they were in use", async () => {
    const { received } = await machinesAgainst(
      { provider: fireworks, answer: () => ({ body: {} }) },
      async (machines) => {
        await machines.stop?.("gpb-1");
        await machines.start?.("gpb-1");
        await machines.terminate("gpb-1", null);
      },
    );
    expect(received.map(({ method, path, query, body }) => [method, path, `${query}`, body])).toEqual([
      ["PATCH", `${account}/deployments/gpb-1:scale`, "", '{"replicaCount":0}'],
      ["PATCH", `${account}/deployments/gpb-1:scale`, "", '{"replicaCount":1}'],
      ["DELETE", `${account}/deployments/gpb-1`, "ignoreChecks=true", ""],
      ["GET", `${account}/deployments/gpb-1`, "", ""],
    ]);
  });

  it.each([
    [{ body: { totalSize: 0 } }, { ok: true, value: "ended" }],
    [{ body: {} }, { ok: false, fault: "unknown_outcome" }],
    [
      { status: 404, body: { code: 5, message: "account not found" } },
      { ok: false, fault: "unknown_outcome" },
    ],
    [
      { status: 403, body: { code: 7, message: "not yours" } },
      { ok: false, fault: "unknown_outcome" },
    ],
  ])("that are missing have ended only if the account can be read: %j", async (list, outcome) => {
    const missing = { status: 404, body: { code: 5, message: "not found" } };
    const { received, result } = await machinesAgainst(
      { provider: fireworks, answer: ({ path }) => (path.endsWith("/deployments") ? list : missing) },
      (machines) => machines.terminate("gpb-1", null),
    );
    expect(received.map(({ path }) => path)).toEqual([
      `${account}/deployments/gpb-1`,
      `${account}/deployments/gpb-1`,
      `${account}/deployments`,
    ]);
    expect(result).toMatchObject(outcome);
  });

  it("are listed to the last page, without foreign ones, and never endlessly", async () => {
    const names = ["gpb-1", "somebodys", "gpb-2"].map((id) =>
      deployment({ name: `accounts/a/deployments/${id}` }),
    );
    const { result } = await machinesAgainst(
      {
        provider: fireworks,
        answer: ({ query }) =>
          query.get("pageToken") === "2"
            ? { body: { deployments: names.slice(1) } }
            : { body: { deployments: names.slice(0, 1), nextPageToken: "2" } },
      },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({ ok: true, value: [{ id: "gpb-1" }, { id: "gpb-2" }] });
    const endless = await machinesAgainst(
      { provider: fireworks, answer: () => ({ body: { nextPageToken: "more" } }) },
      (machines) => machines.listOurs(),
    );
    expect([endless.received.length, endless.result]).toMatchObject([2, { kind: "bad_response" }]);
  });
});
