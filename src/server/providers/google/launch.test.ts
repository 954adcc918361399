import { describe, expect, it } from "vitest";
import type { LaunchOrder } from "@/domain/pod/machine";
import type { ReceivedRequest } from "../loopback.double";
import {
  type Answer,
  failed,
  INSTANCE_ID,
  instance,
  machinesOnGoogle,
  PROJECT_PATH,
  refusal,
  running,
} from "./google.double";

const order: LaunchOrder = {
  mark: "gpb-test-1",
  offer: {
    externalId: "x",
    instanceType: "a2-highgpu-1g",
    gpuId: "a100-sxm-40",
    gpuRaw: "NVIDIA A100",
    gpuCount: 1,
    region: "us-central1",
    isSpot: false,
  },
  bidMicroUsdPerHour: null,
  image: "pytorch/pytorch",
  diskGib: 100,
  environment: {},
  ports: [],
  model: null,
  sshPublicKey: null,
  startScript: "#!/bin/sh\necho ready",
};
const typesIn = (kind: string, name: string, ...zones: string[]) => ({
  items: {
    "zones/us-central1-f": { warning: { code: "NO_RESULTS_ON_PAGE" } },
    ...Object.fromEntries(zones.map((zone) => [`zones/${zone}`, { [kind]: [{ name }] }])),
  },
});

type Scenario = { zones?: string[]; insert?: (path: string) => Answer; wait?: (path: string) => Answer };
/** A launch in a region whose given zones have the machine. */
function launchIn({ zones = ["us-central1-a"], insert, wait }: Scenario, changes: Partial<LaunchOrder> = {}) {
  return machinesOnGoogle(
    ({ path, query }) => {
      const named = /^name = "(.+)"$/.exec(query.get("filter") ?? "")?.[1] ?? "";
      if (path.includes("/aggregated/"))
        return { body: typesIn(path.split("/").at(-1) ?? "", named, ...zones) };
      if (path.endsWith("/instances")) return insert?.(path) ?? { body: running };
      if (path.endsWith("/wait")) return wait?.(path) ?? { body: { ...running, status: "DONE" } };
      return { body: instance() };
    },
    (machines) => machines.launch({ ...order, ...changes }),
  );
}
const bodyOf = (received: ReceivedRequest[]) =>
  JSON.parse(received.find(({ path }) => path.endsWith("/instances"))?.body ?? "null");

describe("a launch on Compute Engine", () => {
  it("is sent to the region's first zone with the machine, marked, and can be repeated", async () => {
    const zones = ["us-central1-b", "us-central1-a", "us-east1-b"];
    const { received, result } = await launchIn({ zones });
    expect(received.map(({ method, path }) => `${method} ${path.slice(PROJECT_PATH.length)}`)).toEqual([
      "GET /aggregated/machineTypes",
      "POST /zones/us-central1-a/instances",
      "POST /zones/us-central1-a/operations/operation-1/wait",
    ]);
    expect(result).toMatchObject({
      ok: true,
      value: { id: INSTANCE_ID, mark: order.mark, region: "us-central1" },
    });
    expect(bodyOf(received)).toMatchObject({
      name: "gpb-test-1-vm",
      labels: { "gpubroker-mark": "gpb-test-1" },
      machineType: "zones/us-central1-a/machineTypes/a2-highgpu-1g",
      disks: [{ autoDelete: true, initializeParams: { diskSizeGb: "100" } }],
      scheduling: { onHostMaintenance: "TERMINATE" },
      metadata: { items: [{ key: "user-data", value: order.startScript }] },
    });
    const again = await launchIn({ zones });
    const ids = [received, again.received].map((calls) => calls[1]?.query.get("requestId"));
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it("looks for the card if it is attached to the machine", async () => {
    const offer = { ...order.offer, instanceType: "n1-standard-8 + 1 T4" };
    const { received, result } = await launchIn({}, { offer });
    expect(received[0]?.path).toBe(`${PROJECT_PATH}/aggregated/acceleratorTypes`);
    expect(bodyOf(received)).toMatchObject({
      machineType: "zones/us-central1-a/machineTypes/n1-standard-8",
      guestAccelerators: [
        { acceleratorType: "zones/us-central1-a/acceleratorTypes/nvidia-tesla-t4", acceleratorCount: 1 },
      ],
    });
    expect(result).toMatchObject({ ok: true });
  });

  it("for spot is deleted when preempted, and uses the only disk type that the newest machines accept", async () => {
    const offer = { ...order.offer, instanceType: "a4-highgpu-8g", isSpot: true };
    const body = bodyOf((await launchIn({}, { offer })).received);
    expect(body).toMatchObject({
      scheduling: { provisioningModel: "SPOT", instanceTerminationAction: "DELETE", automaticRestart: false },
      disks: [{ initializeParams: { diskType: "zones/us-central1-a/diskTypes/hyperdisk-balanced" } }],
    });
  });

  it.each(["a3-highgpu-1g", "a3-ultragpu-8g", "a4-highgpu-8g", "n1-standard-8 + 1 H100"])(
    "of %s on demand is refused before any call",
    async (instanceType) => {
      const { received, result } = await launchIn({}, { offer: { ...order.offer, instanceType } });
      expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
    },
  );

  it("finds no capacity in a region that does not have the machine", async () => {
    const { received, result } = await launchIn({ zones: ["europe-west4-a"] });
    expect([received.length, result]).toMatchObject([1, { ok: false, fault: "no_capacity" }]);
  });

  it("tries the next zone with another request id if one is full, and reports if all are full", async () => {
    const zones = ["us-central1-a", "us-central1-c"];
    const full = failed("ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS");
    const wait = (path: string) => ({ body: path.includes("-c/") ? { ...running, status: "DONE" } : full });
    const { received, result } = await launchIn({ zones, wait });
    expect(result).toMatchObject({ ok: true, value: { id: "us-central1-c/gpb-test-1-vm" } });
    expect(new Set(received.flatMap(({ query }) => query.get("requestId") ?? [])).size).toBe(2);
    const none = await launchIn({ zones, wait: () => ({ body: full }) });
    expect(none.result).toMatchObject({ ok: false, fault: "no_capacity" });
  });

  it.each([
    ["QUOTA_EXCEEDED", "quota"],
    ["ZONE_RESOURCE_POOL_EXHAUSTED", "no_capacity"],
    ["RESOURCE_NOT_FOUND", "invalid"],
  ])("that was accepted and ends by %s is %s", async (code, fault) => {
    const { received, result } = await launchIn({ wait: () => ({ body: failed(code) }) });
    expect([received.length, result]).toMatchObject([3, { ok: false, fault }]);
    const atOnce = await launchIn({ insert: () => ({ body: failed(code) }) });
    expect([atOnce.received.length, atOnce.result]).toMatchObject([2, { ok: false, fault }]);
  });

  it.each([
    ["goes on", { body: running }],
    ["is not told", { status: 503, body: "busy" }],
    ["is over the rate limit", { status: 429, body: "" }],
    ["is garbled", { body: "<html>" }],
  ])("that was accepted remains accepted if its end %s", async (_how, answer) => {
    const { result } = await launchIn({ wait: () => answer });
    expect(result).toMatchObject({ ok: true, value: { id: INSTANCE_ID, state: "pending" } });
  });

  it("whose name is taken was executed before, and returns that machine", async () => {
    const { result } = await launchIn({ insert: () => refusal(409, "alreadyExists") });
    expect(result).toMatchObject({ ok: true, value: { id: INSTANCE_ID, state: "running" } });
  });

  it.each([
    [403, "quotaExceeded", "quota"],
    [403, "BILLING_DISABLED", "no_balance"],
    [403, "accessNotConfigured", "auth"],
    [404, "notFound", "invalid"],
    [400, "invalid", "invalid"],
    [503, "backendError", "unknown_outcome"],
  ])("refused by %i %s is %s after a single request", async (code, reason, fault) => {
    const { received, result } = await launchIn({ insert: () => refusal(code, reason) });
    expect([received.length, result]).toMatchObject([2, { ok: false, fault }]);
  });

  it("has an unknown outcome if Google limits the rate", async () => {
    const { result } = await launchIn({ insert: () => refusal(403, "rateLimitExceeded") });
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});
