import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { runpod } from "./offers";

const offer = {
  instanceType: "NVIDIA GeForce RTX 4090 (secure)",
  gpuRaw: "NVIDIA GeForce RTX 4090",
  gpuCount: 2,
};
/** The vendor's example, without the fields that we do not read. */
const pod = {
  id: "7h9k2m4n6p",
  name: "gpb-test-1",
  status: "RUNNING",
  dataCenterId: "US-KS-2",
  cost: 0.44,
  createdAt: "2026-06-01T12:00:00Z",
  ssh: { proxy: null, direct: { host: "195.26.233.3", port: 34446, username: "root", command: "ssh" } },
  runtime: { uptime: 3600, ports: [{ private: 22, public: 34446, type: "tcp", ip: "195.26.233.3" }] },
};
const problem = (status: number, detail: string) => ({ status, body: { title: "No", status, detail } });
const launch = (answer: (received: ReceivedRequest) => { status?: number; body: unknown }, changes = {}) =>
  machinesAgainst({ provider: runpod, answer: answer }, (machines) =>
    machines.launch(orderFor({ ...offer, ...changes })),
  );
const bodyOf = (received: ReceivedRequest[]): unknown => JSON.parse(received[0]?.body ?? "null");

describe("an order", () => {
  it("contains GPU, cloud, region, image, mark and the order's own SSH key", async () => {
    const { received, result } = await launch(() => ({ status: 201, body: pod }), { region: "US-KS-2" });
    expect(received[0]).toMatchObject({ method: "POST", path: "/runpod/v2/pods" });
    expect(received[0]?.headers.authorization).toBe("Bearer canary-RUNPOD_API_KEY");
    expect(bodyOf(received)).toEqual({
      name: "gpb-test-1",
      image: "pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime",
      gpu: { id: "NVIDIA GeForce RTX 4090", count: 2 },
      cloud: "SECURE",
      dataCenterIds: ["US-KS-2"],
      disk: 50,
      ports: ["8888/tcp", "22/tcp"],
      env: { GREETING: "hello", PUBLIC_KEY: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGpretend test" },
      startSsh: true,
    });
    expect(result).toEqual({
      ok: true,
      value: {
        id: "7h9k2m4n6p",
        mark: "gpb-test-1",
        state: "running",
        providerState: "RUNNING",
        publicAddress: "195.26.233.3",
        sshPort: 34446,
        endpointUrl: null,
        microUsdPerHour: 440_000,
        region: "US-KS-2",
        createdAt: "2026-06-01T12:00:00.000Z",
      },
    });
  });

  it.each([
    ["RTX 4090 (community)", "COMMUNITY"],
    ["1x RTX 4090 community", "COMMUNITY"],
    ["1x RTX 4090 secure", "SECURE"],
  ])("for %s uses the %s cloud", async (instanceType, cloud) => {
    const { received } = await launch(() => ({ status: 201, body: pod }), { instanceType });
    expect(bodyOf(received)).toMatchObject({ cloud });
  });

  it("without a cloud is refused before any call", async () => {
    const { received, result } = await launch(() => ({ status: 201, body: pod }), {
      instanceType: "1x H100 serverless",
    });
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });
});

describe("a refused launch", () => {
  it.each([
    [
      400,
      "There are no longer any instances available with the requested specifications. Please refresh and try again.",
      "no_capacity",
    ],
    [400, "There are no longer any instances available with enough disk space.", "no_capacity"],
    [400, "create pod: There are no instances currently available.", "no_capacity"],
    [
      400,
      "This machine does not have the resources to deploy your pod. Please try a different machine",
      "no_capacity",
    ],
    [400, "mounts.persistent and mounts.network are mutually exclusive", "invalid"],
    [402, "insufficient balance", "no_balance"],
    [403, "access denied", "quota"],
    [401, "missing bearer token", "auth"],
    [422, "Request validation failed.", "invalid"],
    [500, "no instances available", "unknown_outcome"],
  ])("%i %s", async (status, detail, fault) => {
    const { result } = await launch(() => problem(status, detail));
    expect(result).toMatchObject({
      ok: false,
      fault,
      providerText: expect.stringContaining(detail.slice(0, 20)),
    });
  });

  it("over the rate limit has an unknown outcome, and says when to look", async () => {
    const limit = {
      ...problem(429, "rate limit exceeded for the minute window"),
      headers: { "retry-after": "12" },
    };
    const { received, result } = await launch(() => limit);
    expect(received).toHaveLength(1);
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome", retryAfterMs: 12_000 });
  });

  it("with a body that is not a pod has an unknown outcome", async () => {
    const { result } = await launch(() => ({ status: 201, body: "<html>" }));
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});

describe("a pod", () => {
  const read = async (changes: object) => {
    const answer = () => ({
      body: {
        pods: [
          { ...pod, ...changes },
          { ...pod, name: "somebody else's" },
        ],
      },
    });
    const { result } = await machinesAgainst({ provider: runpod, answer: answer }, (machines) =>
      machines.listOurs(),
    );
    return result;
  };

  it.each([
    ["PROVISIONING", "provisioning"],
    ["STARTING", "provisioning"],
    ["ERROR", "failed"],
    ["TERMINATED", "terminated"],
    ["SOMETHING_NEW", "unknown"],
  ])("in %s is %s", async (status, state) => {
    expect(await read({ status })).toMatchObject({ ok: true, value: [{ state, providerState: status }] });
  });

  it("that is stopped has an unknown cost, not zero, because its disk is billed", async () => {
    const stopped = { status: "EXITED", cost: 0, ssh: { proxy: null, direct: null }, runtime: null };
    expect(await read(stopped)).toMatchObject({
      value: [{ state: "stopped", microUsdPerHour: null, publicAddress: null, sshPort: null }],
    });
  });

  it("that cannot be stopped at the moment says so", async () => {
    const answer = () => problem(409, "action stop is not valid for the current status");
    const { received, result } = await machinesAgainst(
      { provider: runpod, answer: answer },
      async ({ stop }) => stop?.("7h9k2m4n6p"),
    );
    expect(received[0]).toMatchObject({
      path: "/runpod/v2/pods/7h9k2m4n6p/action",
      body: '{"action":"stop"}',
    });
    expect(result).toMatchObject({ ok: false, fault: "invalid" });
  });
});

describe("a spot pod", () => {
  const bid = (body: unknown, bidMicroUsdPerHour: number | null = 500_000, status = 200) =>
    machinesAgainst({ provider: runpod, answer: () => ({ status, body }) }, (machines) =>
      machines.launch(
        orderFor(
          { ...offer, isSpot: true },
          { bidMicroUsdPerHour: bidMicroUsdPerHour === null ? null : microUsd(bidMicroUsdPerHour) },
        ),
      ),
    );

  it("is ordered by GraphQL, with the bid per GPU", async () => {
    const { received, result } = await bid({ data: { podRentInterruptable: { id: "50qynxzilsx" } } });
    expect(received[0]).toMatchObject({ method: "POST", path: "/runpod/graphql" });
    expect(received[0]?.headers.authorization).toBe("Bearer canary-RUNPOD_API_KEY");
    expect(bodyOf(received)).toMatchObject({
      variables: {
        input: {
          name: "gpb-test-1",
          bidPerGpu: 0.25,
          gpuCount: 2,
          cloudType: "SECURE",
          ports: "8888/tcp,22/tcp",
        },
      },
    });
    expect(result).toMatchObject({
      ok: true,
      value: { id: "50qynxzilsx", mark: "gpb-test-1", state: "pending" },
    });
  });

  it("requires a bid", async () => {
    const { received, result } = await bid({}, null);
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    [
      {
        errors: [
          { message: "There are no longer any instances available with the requested specifications." },
        ],
        data: null,
      },
      "no_capacity",
    ],
    [{ errors: [{ message: "Bid too low", extensions: { code: "BAD_USER_INPUT" } }] }, "invalid"],
    [
      { errors: [{ message: "Something went wrong.", extensions: { code: "INTERNAL_SERVER_ERROR" } }] },
      "unknown_outcome",
    ],
    [{ data: { podRentInterruptable: null } }, "unknown_outcome"],
  ])("%j is %s", async (body, fault) => {
    expect((await bid(body)).result).toMatchObject({ ok: false, fault });
  });

  it("with a wrong key is refused for the key", async () => {
    const body = { errors: [{ message: "Unauthorized", extensions: { code: "UNAUTHENTICATED" } }] };
    expect((await bid(body, 500_000, 401)).result).toMatchObject({ ok: false, fault: "auth" });
    expect((await bid("", 500_000, 401)).result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});
