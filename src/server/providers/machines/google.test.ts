import { generateKeyPairSync } from "node:crypto";
import { importSPKI, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { LaunchOrder } from "@/domain/machine";
import { google } from "../google";
import type { Asked } from "../loopback";
import type { Machines } from "./bind";
import { loopbackNow, machinesAgainst } from "./loopback";

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const keyFile = JSON.stringify({
  ...{ type: "service_account", client_email: "me@p.iam.gserviceaccount.com", private_key: pair.privateKey },
  token_uri: "https://elsewhere.example/token",
});
const secrets = { GOOGLE_SERVICE_ACCOUNT_KEY: "canary-token", GOOGLE_CLOUD_PROJECT: "my-project" };

const order: LaunchOrder = {
  mark: "gpb-test-1",
  offer: {
    ...{ externalId: "x", instanceType: "a2-highgpu-1g", gpuId: "a100-sxm-40", gpuRaw: "NVIDIA A100" },
    ...{ gpuCount: 1, region: "us-central1", isSpot: false },
  },
  bidMicroUsdPerHour: null,
  ...{ image: "pytorch/pytorch", diskGib: 100, environment: {}, ports: [], model: null },
  ...{ sshPublicKey: null, startScript: "#!/bin/sh\necho ready" },
};
const P = "/google/compute/v1/projects/my-project";
const ID = "us-central1-a/gpb-test-1-vm";
const instance = (name = "gpb-test-1-vm", more: object = {}) => ({
  ...{
    name,
    status: "RUNNING",
    zone: "https://www.googleapis.com/compute/v1/projects/my-project/zones/us-central1-a",
  },
  ...{
    labels: { "gpubroker-mark": "gpb-test-1" },
    creationTimestamp: "2026-11-23T02:00:00.000-08:00",
    ...more,
  },
});
const typesIn = (kind: string, name: string, ...zones: string[]) => ({
  items: {
    "zones/us-central1-f": { warning: { code: "NO_RESULTS_ON_PAGE" } },
    ...Object.fromEntries(zones.map((zone) => [`zones/${zone}`, { [kind]: [{ name }] }])),
  },
});
const running = { name: "operation-1", status: "RUNNING" };
const failed = (code: string) => ({
  name: "operation-1",
  status: "DONE",
  error: { errors: [{ code, message: "no" }] },
});
const refusal = (code: number, reason: string, message = "no") => ({
  status: code,
  body: { error: { code, message, errors: [{ reason }] } },
});

type Answer = { status?: number; body: unknown };
const over = (
  answer: (asked: Asked) => Answer,
  use: (google: Machines) => Promise<unknown>,
  key = secrets.GOOGLE_SERVICE_ACCOUNT_KEY,
) =>
  machinesAgainst(
    { provider: google, secrets: { ...secrets, GOOGLE_SERVICE_ACCOUNT_KEY: key }, answer },
    use,
  );

type Way = { zones?: string[]; insert?: (path: string) => Answer; wait?: (path: string) => Answer };
/** A launch where these zones have the machine. */
function launchOver({ zones = ["us-central1-a"], insert, wait }: Way, changes: Partial<LaunchOrder> = {}) {
  return over(
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
const bodyOf = (asked: Asked[]) =>
  JSON.parse(asked.find(({ path }) => path.endsWith("/instances"))?.body ?? "null");

describe("the key of a service account", () => {
  it.each([
    ["as it is", keyFile],
    ["in base64", Buffer.from(keyFile).toString("base64")],
  ])("%s signs an assertion for a token, at Google's own address", async (_how, key) => {
    const { asked, result } = await over(
      ({ path }) => (path.endsWith("/token") ? { body: { access_token: "tok" } } : { body: instance() }),
      (machines) => machines.get(ID),
      key,
    );
    expect(asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ["/google/_oauth2.googleapis.com/token", undefined],
      [`${P}/zones/us-central1-a/instances/gpb-test-1-vm`, "Bearer tok"],
    ]);
    expect(result).toMatchObject({ ok: true });
    const form = new URLSearchParams(asked[0]?.body);
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const publicKey = await importSPKI(pair.publicKey, "RS256");
    const { payload } = await jwtVerify(form.get("assertion") ?? "", publicKey, { currentDate: loopbackNow });
    const issuedAt = loopbackNow.getTime() / 1000;
    expect(payload).toEqual({
      ...{ iss: "me@p.iam.gserviceaccount.com", aud: "https://oauth2.googleapis.com/token" },
      ...{ scope: "https://www.googleapis.com/auth/compute", iat: issuedAt, exp: issuedAt + 3600 },
    });
  });

  it("that is none is refused before any call, and not shown", async () => {
    const broken = JSON.stringify({ client_email: "me", private_key: "canary-key" });
    for (const key of ["", "{ canary", broken, '{"canary":1}', "canary\nkey"]) {
      const { asked, result } = await over(
        () => ({ body: {} }),
        (machines) => machines.get(ID),
        key,
      );
      expect([asked.length, result]).toMatchObject([0, { ok: false, fault: "auth" }]);
      expect(JSON.stringify(result)).not.toContain("canary");
    }
  });

  it("that Google does not take is wrong, without Google's words about it", async () => {
    const { result } = await over(
      ({ body }) => ({ status: 400, body: { error: "invalid_grant", error_description: body } }),
      (machines) => machines.get(ID),
      keyFile,
    );
    expect(result).toEqual({
      ok: false,
      fault: "auth",
      providerText: "google: invalid_grant when asking for a token",
    });
  });
});

describe("a launch on Compute Engine", () => {
  it("goes to the first zone of the region that has the machine, marked, and may be asked twice", async () => {
    const zones = ["us-central1-b", "us-central1-a", "us-east1-b"];
    const { asked, result } = await launchOver({ zones });
    expect(asked.map(({ method, path }) => `${method} ${path.slice(P.length)}`)).toEqual([
      "GET /aggregated/machineTypes",
      "POST /zones/us-central1-a/instances",
      "POST /zones/us-central1-a/operations/operation-1/wait",
    ]);
    expect(result).toMatchObject({ ok: true, value: { id: ID, mark: order.mark, region: "us-central1" } });
    expect(bodyOf(asked)).toMatchObject({
      ...{ name: "gpb-test-1-vm", labels: { "gpubroker-mark": "gpb-test-1" } },
      machineType: "zones/us-central1-a/machineTypes/a2-highgpu-1g",
      disks: [{ autoDelete: true, initializeParams: { diskSizeGb: "100" } }],
      scheduling: { onHostMaintenance: "TERMINATE" },
      metadata: { items: [{ key: "user-data", value: order.startScript }] },
    });
    const again = await launchOver({ zones });
    const ids = [asked, again.asked].map((calls) => calls[1]?.query.get("requestId"));
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it("of a card that is attached looks for the card", async () => {
    const offer = { ...order.offer, instanceType: "n1-standard-8 + 1 T4" };
    const { asked, result } = await launchOver({}, { offer });
    expect(asked[0]?.path).toBe(`${P}/aggregated/acceleratorTypes`);
    expect(bodyOf(asked)).toMatchObject({
      machineType: "zones/us-central1-a/machineTypes/n1-standard-8",
      guestAccelerators: [
        { acceleratorType: "zones/us-central1-a/acceleratorTypes/nvidia-tesla-t4", acceleratorCount: 1 },
      ],
    });
    expect(result).toMatchObject({ ok: true });
  });

  it("as spot is deleted when it is preempted; the newest machines get the only disk they take", async () => {
    const offer = { ...order.offer, instanceType: "a4-highgpu-8g", isSpot: true };
    const body = bodyOf((await launchOver({}, { offer })).asked);
    expect(body).toMatchObject({
      scheduling: { provisioningModel: "SPOT", instanceTerminationAction: "DELETE", automaticRestart: false },
      disks: [{ initializeParams: { diskType: "zones/us-central1-a/diskTypes/hyperdisk-balanced" } }],
    });
  });

  it.each(["a3-highgpu-1g", "a3-ultragpu-8g", "a4-highgpu-8g", "n1-standard-8 + 1 H100"])(
    "of %s on demand is refused before any call",
    async (instanceType) => {
      const { asked, result } = await launchOver({}, { offer: { ...order.offer, instanceType } });
      expect([asked.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
    },
  );

  it("finds no capacity in a region that does not have the machine", async () => {
    const { asked, result } = await launchOver({ zones: ["europe-west4-a"] });
    expect([asked.length, result]).toMatchObject([1, { ok: false, fault: "no_capacity" }]);
  });

  it("tries the next zone when one is full, with another request id, and tells when all are", async () => {
    const zones = ["us-central1-a", "us-central1-c"];
    const full = failed("ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS");
    const wait = (path: string) => ({ body: path.includes("-c/") ? { ...running, status: "DONE" } : full });
    const { asked, result } = await launchOver({ zones, wait });
    expect(result).toMatchObject({ ok: true, value: { id: "us-central1-c/gpb-test-1-vm" } });
    expect(new Set(asked.flatMap(({ query }) => query.get("requestId") ?? [])).size).toBe(2);
    const none = await launchOver({ zones, wait: () => ({ body: full }) });
    expect(none.result).toMatchObject({ ok: false, fault: "no_capacity" });
  });

  it.each([
    ["QUOTA_EXCEEDED", "quota"],
    ["ZONE_RESOURCE_POOL_EXHAUSTED", "no_capacity"],
    ["RESOURCE_NOT_FOUND", "invalid"],
  ])("that was accepted and ends by %s is %s", async (code, fault) => {
    const { asked, result } = await launchOver({ wait: () => ({ body: failed(code) }) });
    expect([asked.length, result]).toMatchObject([3, { ok: false, fault }]);
    const atOnce = await launchOver({ insert: () => ({ body: failed(code) }) });
    expect([atOnce.asked.length, atOnce.result]).toMatchObject([2, { ok: false, fault }]);
  });

  it.each([
    ["goes on", { body: running }],
    ["is not told", { status: 503, body: "busy" }],
    ["is asked for too often", { status: 429, body: "" }],
    ["is garbled", { body: "<html>" }],
  ])("that was accepted stands when its end %s", async (_how, answer) => {
    const { result } = await launchOver({ wait: () => answer });
    expect(result).toMatchObject({ ok: true, value: { id: ID, state: "pending" } });
  });

  it("whose name is taken was carried out before: that machine is the answer", async () => {
    const { result } = await launchOver({ insert: () => refusal(409, "alreadyExists") });
    expect(result).toMatchObject({ ok: true, value: { id: ID, state: "running" } });
  });

  it.each([
    [403, "quotaExceeded", "quota"],
    [403, "BILLING_DISABLED", "no_balance"],
    [403, "accessNotConfigured", "auth"],
    [404, "notFound", "invalid"],
    [400, "invalid", "invalid"],
    [503, "backendError", "unknown_outcome"],
  ])("refused by %i %s is %s, once asked", async (code, reason, fault) => {
    const { asked, result } = await launchOver({ insert: () => refusal(code, reason) });
    expect([asked.length, result]).toMatchObject([2, { ok: false, fault }]);
  });

  it("is not done, and not refused either, when Google is asked too often", async () => {
    const { result } = await launchOver({ insert: () => refusal(403, "rateLimitExceeded") });
    expect(result).toMatchObject({ kind: "rate_limit" });
  });
});

describe("an instance of Compute Engine", () => {
  const gone = refusal(
    404,
    "notFound",
    `The resource 'projects/my-project/zones/us-central1-a/instances/x' was not found`,
  );

  it.each([
    ["STAGING", "provisioning"],
    ["RUNNING", "running"],
    ["STOPPING", "stopping"],
    ["TERMINATED", "stopped"],
    ["SUSPENDED", "stopped"],
    ["REPAIRING", "provisioning"],
  ])("that is %s is %s", async (status, state) => {
    const networkInterfaces = [{ accessConfigs: [{ natIP: "192.0.2.44" }] }];
    const { result } = await over(
      () => ({ body: instance("gpb-test-1-vm", { status, networkInterfaces }) }),
      (machines) => machines.get(ID),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        ...{
          id: ID,
          mark: "gpb-test-1",
          state,
          providerState: status,
          publicAddress: "192.0.2.44",
          sshPort: 22,
        },
        ...{ region: "us-central1", createdAt: "2026-11-23T10:00:00.000Z" },
      },
    });
  });

  it("that could not be made is failed, for the reason that its operation gives; any other is gone", async () => {
    const targetLink =
      "https://www.googleapis.com/compute/v1/projects/my-project/zones/us-central1-a/instances/gpb-test-1-vm";
    const get = async (items: unknown[]) =>
      (
        await over(
          ({ path }) => (path.endsWith("/operations") ? { body: { items } } : gone),
          (machines) => machines.get(ID),
        )
      ).result;
    const broken = failed("ZONE_RESOURCE_POOL_EXHAUSTED");
    expect(await get([{ ...broken, targetLink }])).toMatchObject({
      ok: true,
      value: {
        ...{ id: ID, mark: "gpb-test-1", state: "failed" },
        providerState: expect.stringContaining("ZONE_RESOURCE_POOL_EXHAUSTED"),
      },
    });
    for (const items of [
      [],
      [{ ...running, status: "DONE", targetLink }],
      [{ ...broken, targetLink: `${targetLink}-2` }],
    ])
      expect(await get(items)).toMatchObject({ ok: false, fault: "gone" });
  });

  it("is not gone because the project is not known", async () => {
    const { result } = await over(
      () => refusal(404, "notFound", "The resource 'projects/my-project' was not found"),
      (machines) => machines.get(ID),
    );
    expect(result).toMatchObject({ ok: false, fault: "invalid" });
  });

  it("of ours is found on any page and in any zone", async () => {
    const { asked, result } = await over(
      ({ query }) =>
        query.has("pageToken")
          ? { body: { items: { "zones/us-central1-a": { instances: [instance("b-vm")] } } } }
          : {
              body: {
                items: {
                  "zones/us-central1-a": { instances: [instance("a-vm"), instance("x", { labels: {} })] },
                  "zones/us-east1-b": { warning: { code: "NO_RESULTS_ON_PAGE" } },
                },
                nextPageToken: "more",
              },
            },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: [{ id: "us-central1-a/a-vm" }, { id: "us-central1-a/b-vm" }],
    });
    expect(asked[0]?.query.get("filter")).toBe("labels.gpubroker-mark:*");
  });

  it("is never left out of a list in silence", async () => {
    for (const body of [{ nextPageToken: "more" }, { items: {}, unreachables: ["zones/us-east1-b"] }]) {
      const { result } = await over(
        () => ({ body }),
        (machines) => machines.listOurs(),
      );
      expect(result).toBeInstanceOf(Error);
    }
  });

  it("that finds no room when it is started again says so", async () => {
    const { result } = await over(
      ({ path }) =>
        path.endsWith("/wait") ? { body: failed("ZONE_RESOURCE_POOL_EXHAUSTED") } : { body: running },
      async (machines) => [await machines.stop?.(ID), await machines.start?.(ID)],
    );
    expect(result).toMatchObject([{ ok: true }, { ok: false, fault: "no_capacity" }]);
  });
});
