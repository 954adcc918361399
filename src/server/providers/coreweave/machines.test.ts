import { describe, expect, it } from "vitest";
import { createHttp } from "@/server/http/http";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { bindMachines } from "../machines/bind";
import type { MachineApi } from "../machines/contract";
import { machinesAgainst } from "../machines/loopback.double";
import { coreweaveMachines } from "./machines";
import { coreweave } from "./offers";

const plainOrder = orderFor(
  { instanceType: "type-1", region: "somewhere" },
  { mark: "gpb-0001", diskGib: 100, sshPublicKey: null },
);
const host = "cw1.k8s.us-east-04a.coreweave.com:6443";
const settings = { COREWEAVE_CLUSTER_URL: `https://${host}` };
const pools = `/_${host}/apis/compute.coreweave.com/v1alpha1/nodepools`;
type Reply = { status?: number; body?: unknown };
type Condition = { type: string; status: string; reason?: string; message?: string };

const clusters = (zone = "somewhere", apiServerEndpoint: string = host): Reply => ({
  body: {
    items: [
      { zone: "elsewhere", apiServerEndpoint: "https://another.example" },
      { zone, apiServerEndpoint },
    ],
  },
});
const pool = (spec: object, status: object = {}, metadata: object = {}) => ({
  metadata: { name: "gpb-0001", labels: { "gpubroker-mark": "gpb-0001" }, ...metadata },
  spec,
  status,
});
const waiting = (...conditions: Condition[]) => pool({ targetNodes: 1 }, { currentNodes: 0, conditions });
const status = (code: number, reason: string, message: string): Reply => ({
  status: code,
  body: { kind: "Status", apiVersion: "v1", status: "Failure", reason, message, code },
});

const nameOf = ({ method, path }: ReceivedRequest) =>
  `${method} ${path.slice("/coreweave".length).replace(pools, "POOLS")}`;
/** Answers by "METHOD /path". The list of clusters contains ours, and all other paths are not found. */
const replying = (replies: Record<string, Reply>) => (received: ReceivedRequest) =>
  ({ "GET /v1beta1/cks/clusters": clusters(), ...replies })[nameOf(received)] ??
  status(404, "NotFound", "nodepools not found");
const launch = (replies: Record<string, Reply>, order = plainOrder) =>
  machinesAgainst({ provider: coreweave, answer: replying(replies), secrets: settings }, (machines) =>
    machines.launch(order),
  );
const get = (body: unknown) =>
  machinesAgainst(
    { provider: coreweave, answer: replying({ "GET POOLS/gpb-0001": { body } }), secrets: settings },
    (machines) => machines.get("gpb-0001"),
  );

describe("launching at CoreWeave", () => {
  const created: Reply = { status: 201, body: pool({ targetNodes: 1 }) };

  it("creates a pool of one node with the mark, and reads its state", async () => {
    const replies = { "POST POOLS": created, "GET POOLS/gpb-0001": { body: waiting() } };
    const { received, result } = await launch(replies);
    expect(received.map(nameOf)).toEqual(["GET /v1beta1/cks/clusters", "POST POOLS", "GET POOLS/gpb-0001"]);
    expect(JSON.parse(received[1]?.body ?? "")).toMatchObject({
      apiVersion: "compute.coreweave.com/v1alpha1",
      kind: "NodePool",
      metadata: { name: "gpb-0001", labels: { "gpubroker-mark": "gpb-0001" } },
      spec: { computeClass: "default", instanceType: "type-1", targetNodes: 1, autoscaling: false },
    });
    expect(result).toMatchObject({ ok: true, value: { id: "gpb-0001", mark: "gpb-0001", state: "pending" } });
  });

  it("requests the spot class for a spot offer", async () => {
    const offer = { ...plainOrder.offer, isSpot: true };
    const replies = { "POST POOLS": created, "GET POOLS/gpb-0001": { body: waiting() } };
    const { received } = await launch(replies, { ...plainOrder, offer });
    expect(JSON.parse(received[1]?.body ?? "").spec.computeClass).toBe("spot");
  });

  it("treats an existing pool with its mark as its own", async () => {
    const { result } = await launch({
      "POST POOLS": status(409, "AlreadyExists", 'nodepools "gpb-0001" already exists'),
      "GET POOLS/gpb-0001": { body: pool({ targetNodes: 1 }, { currentNodes: 1 }) },
    });
    expect(result).toMatchObject({ ok: true, value: { id: "gpb-0001", state: "running" } });
  });

  const unread: Reply[] = [
    status(403, "Forbidden", "cannot get nodepools"),
    status(404, "NotFound", "not found"),
    status(429, "TooManyRequests", "slow down"),
    { status: 200, body: "<html>" },
    { status: 502, body: "" },
  ];

  it.each(unread)("keeps its new pool even if it cannot be read: %j", async (reply) => {
    const { result } = await launch({ "POST POOLS": created, "GET POOLS/gpb-0001": reply });
    expect(result).toMatchObject({ ok: true, value: { id: "gpb-0001", mark: "gpb-0001", state: "pending" } });
  });

  it.each(unread)("has an unknown outcome if a pool with its mark cannot be read: %j", async (reply) => {
    const { result } = await launch({
      "POST POOLS": status(409, "AlreadyExists", 'nodepools "gpb-0001" already exists'),
      "GET POOLS/gpb-0001": reply,
    });
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });

  it.each([
    [{ type: "Capacity", status: "True", reason: "QueuedAwaitingCapacity" }, "no_capacity"],
    [{ type: "Capacity", status: "False" }, "no_capacity"],
    [{ type: "Quota", status: "True", reason: "Over", message: "8 of 8" }, "quota"],
    [{ type: "Validated", status: "False", reason: "Invalid", message: "no such type in zone" }, "invalid"],
    [{ type: "Valid", status: "True", reason: "Invalid" }, "invalid"],
  ])("deletes a pool with the condition %o and returns %s", async (condition, fault) => {
    const { received, result } = await launch({
      "POST POOLS": created,
      "GET POOLS/gpb-0001": { body: waiting(condition) },
      "DELETE POOLS/gpb-0001": { body: { kind: "Status", status: "Success", details: { name: "gpb-0001" } } },
    });
    expect(result).toMatchObject({ ok: false, fault });
    expect(received.map(nameOf).at(-1)).toBe("DELETE POOLS/gpb-0001");
  });

  it.each([status(403, "Forbidden", "cannot delete nodepools"), status(429, "TooManyRequests", "slow down")])(
    "does not know the outcome where a pool without capacity cannot be given back: %j",
    async (reply) => {
      const capacity = { type: "Capacity", status: "False", reason: "QueuedAwaitingCapacity" };
      const { result } = await launch({
        "POST POOLS": created,
        "GET POOLS/gpb-0001": { body: waiting(capacity) },
        "DELETE POOLS/gpb-0001": reply,
      });
      expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
    },
  );

  it.each([
    [status(401, "Unauthorized", "Unauthorized"), "auth"],
    [status(403, "Forbidden", "cannot create resource nodepools"), "auth"],
    [status(403, "Forbidden", "exceeded quota: nodes, requested: 1, used: 8, limited: 8"), "quota"],
    [status(422, "Invalid", "spec.instanceType: Required value"), "invalid"],
    [status(404, "NotFound", "the server could not find the requested resource"), "invalid"],
    [status(500, "InternalError", "etcdserver: request timed out"), "unknown_outcome"],
    [{ status: 502, body: "<html>" }, "unknown_outcome"],
  ])("refused by %j is %s", async (refusal, fault) => {
    const { result } = await launch({ "POST POOLS": refusal });
    expect(result).toMatchObject({ ok: false, fault });
  });

  it.each([
    ["in another zone", clusters("US-WEST-04A"), "the cluster is in US-WEST-04A, the offer in somewhere"],
    [
      "of somebody else",
      clusters("somewhere", "https://theirs.example"),
      `${host} is not a cluster of this account`,
    ],
  ])("sends no order to a cluster %s", async (_case, list, words) => {
    const { received, result } = await launch({ "GET /v1beta1/cks/clusters": list });
    expect(result).toEqual({ ok: false, fault: "invalid", providerText: words });
    expect(received.map(nameOf)).toEqual(["GET /v1beta1/cks/clusters"]);
  });
});

describe("a pool of CoreWeave", () => {
  const node = { currentNodes: 1 };
  it.each([
    [pool({ targetNodes: 1 }, node), "running", "1 of 1 nodes"],
    [pool({ targetNodes: 1 }, { currentNodes: 0, inProgress: 1 }), "provisioning", "0 of 1 nodes"],
    [pool({ targetNodes: 1 }), "pending", "0 of 1 nodes"],
    [{ ...pool({ targetNodes: 1 }), status: undefined }, "pending", "0 of 1 nodes"],
    [pool({ targetNodes: 0 }, node), "stopping", "1 of 0 nodes"],
    [pool({ targetNodes: 0 }, { currentNodes: 0 }), "stopped", "0 of 0 nodes"],
    [
      pool({ targetNodes: 1 }, node, { deletionTimestamp: "2026-11-23T10:00:00Z" }),
      "stopping",
      "being deleted",
    ],
    [
      waiting({ type: "Capacity", status: "False", reason: "QueuedAwaitingCapacity" }),
      "pending",
      "0 of 1 nodes, Capacity: QueuedAwaitingCapacity",
    ],
    [
      waiting({ type: "Validated", status: "False", reason: "Invalid", message: "no such type" }),
      "failed",
      "0 of 1 nodes, Validated: Invalid: no such type",
    ],
  ])("as %j is %s", async (body, state, providerState) => {
    expect((await get(body)).result).toMatchObject({ ok: true, value: { state, providerState } });
  });

  it("is scaled to zero and to one by a merge patch", async () => {
    const { received } = await machinesAgainst(
      {
        provider: coreweave,
        answer: replying({ "PATCH POOLS/gpb-0001": { body: pool({ targetNodes: 0 }) } }),
        secrets: settings,
      },
      async (machines) => [await machines.stop?.("gpb-0001"), await machines.start?.("gpb-0001")],
    );
    expect(received.map(({ headers }) => headers["content-type"])).toEqual(
      Array(2).fill("application/merge-patch+json"),
    );
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      { spec: { targetNodes: 0 } },
      { spec: { targetNodes: 1 } },
    ]);
  });

  it("is ours by its label, whatever its name", async () => {
    const items = [pool({ targetNodes: 1 }), pool({ targetNodes: 1 }, {}, { name: "gpb-x", labels: {} })];
    const answer = replying({ "GET POOLS": { body: { items, metadata: { continue: "" } } } });
    const { received, result } = await machinesAgainst(
      { provider: coreweave, answer, secrets: settings },
      (machines) => machines.listOurs(),
    );
    expect(String(received[0]?.query)).toBe("labelSelector=gpubroker-mark");
    expect(result).toMatchObject({ ok: true, value: [{ id: "gpb-0001" }] });
  });

  it("is not missing if a list comes in parts", async () => {
    const answer = replying({ "GET POOLS": { body: { items: [], metadata: { continue: "more" } } } });
    const { result } = await machinesAgainst({ provider: coreweave, answer, secrets: settings }, (machines) =>
      machines.listOurs(),
    );
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("the cluster's address", () => {
  it.each([
    "",
    "http://cluster.example",
    "https://a:b@cluster.example",
    "https://cluster.example/path",
    "ftp://x",
    "https://x?y",
  ])("%j is refused before any call", async (setting) => {
    const { received, result } = await machinesAgainst(
      { provider: coreweave, answer: () => ({}), secrets: { COREWEAVE_CLUSTER_URL: setting } },
      (machines) => machines.get("gpb-0001"),
    );
    expect([received, result]).toMatchObject([[], { ok: false, fault: "invalid" }]);
  });

  it.each(["https://10.0.0.1", "https://127.0.0.1:6443", "169.254.169.254", "https://[::1]"])(
    "%s is private, and the token does not go there",
    async (setting) => {
      const http = createHttp({ maxAttempts: 1 });
      const secrets = { COREWEAVE_API_TOKEN: "canary", COREWEAVE_CLUSTER_URL: setting };
      const machines = bindMachines(coreweave, { http, now: new Date(), secrets });
      await expect(machines.get("gpb-0001")).rejects.toMatchObject({
        kind: "bad_response",
        message: expect.stringContaining("address is not public"),
      });
      await http.close();
    },
  );

  const visiting = (ownHost: string, host: string) => {
    const visit: MachineApi["get"] = async (request) => {
      await request.call({ path: `https://${host}/x` });
      return { ok: false, fault: "gone", providerText: "visited" };
    };
    const machines = { ...coreweaveMachines, ownHost: () => ownHost, get: visit };
    return machinesAgainst({ provider: { ...coreweave, machines }, answer: () => ({}) }, (bound) =>
      bound.get("x"),
    );
  };

  it("is matched exactly", async () => {
    const { received } = await visiting("a.example:6443", "a.example:6443");
    expect(received.map(({ path }) => path)).toEqual(["/coreweave/_a.example:6443/x"]);
  });

  it.each([
    ["*.example", "a.example"],
    ["a.example", "a.example:6443"],
    ["a.example", "b.a.example"],
    ["b.a.example", "a.example"],
    ["axexample", "a.example"],
  ])("%s does not allow calls to %s", async (ownHost, host) => {
    expect((await visiting(ownHost, host)).result).toMatchObject({
      message: `coreweave: ${host} is not among its hosts`,
    });
  });
});
