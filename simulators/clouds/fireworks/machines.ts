import { z } from "zod";
import { jsonBodyOf } from "../../json-body";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import {
  findMachine,
  type MachineFeed,
  type MachineWorld,
  phaseOf,
  type Rented,
  rent,
  sizeOf,
  visibleMachines,
} from "../fleet";
import { usd } from "../state";
import { failure } from "./feed";

const deploymentOrder = z.strictObject({
  displayName: z.string().max(63).optional(),
  baseModel: z.string().regex(/^accounts\/[\w-]+\/models\/[\w.-]+$/),
  acceleratorType: z.string(),
  acceleratorCount: z.number().int().min(1).max(8),
  minReplicaCount: z.number().int().min(0).optional(),
  maxReplicaCount: z.number().int().min(0).optional(),
});
const scaling = z.strictObject({ replicaCount: z.number().int().min(0) });

const PAGE_SIZE = 2;
const QUOTA = 64;

/** On-demand deployments of one account, and its quotas. Counts of zero are left out, as in gRPC's JSON. */
export const answerFireworksMachines: MachineFeed = (request, world) => {
  const { method, path, now } = request;
  const [, account, room, last] =
    /^\/v1\/accounts\/([^/]+)\/(deployments|quotas)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (account === undefined || keyState(bearerOf(request)) !== "accepted") return null;
  if (room === "quotas") return last === undefined && method === "GET" ? quotasOf(account, world) : null;
  if (last === undefined)
    return method === "POST" ? create(request, world, account) : list(request, world, account);
  const [id = "", verb] = decodeURIComponent(last).split(":");
  const found = findMachine(world.fleet, id, now);
  if (found === null) return failure(404, 5, `deployment ${id} not found`);
  if (method === "PATCH" && verb === "scale") return scale(request, found);
  if (verb !== undefined) return null;
  if (method === "GET") return jsonReply(toDeployment(found, account, now));
  return method === "DELETE" ? remove(request, found) : null;
};

function quotasOf(account: string, { machines, fault }: MachineWorld): Reply {
  const families = [...new Set(machines.map(({ gpu }) => gpu.toLowerCase().split("_")[1] ?? gpu))];
  const quotas = families.map((family) => ({
    name: `accounts/${account}/quotas/${family}-us-iowa-1`,
    value: String(QUOTA),
    maxValue: String(QUOTA),
    usage: fault?.fault === "quota" ? QUOTA : 0,
  }));
  const rpm = { name: `accounts/${account}/quotas/requests-per-minute`, value: "6000", usage: 1 };
  return jsonReply({ quotas: [...quotas, rpm], nextPageToken: "", totalSize: quotas.length + 1 });
}

function create(request: FeedRequest, world: MachineWorld, account: string): Reply {
  const order = deploymentOrder.safeParse(jsonBodyOf(request));
  const id = request.query.get("deploymentId") ?? "";
  if (!order.success || !/^[a-z][a-z0-9-]{0,62}$/.test(id))
    return failure(400, 3, order.error?.issues[0]?.message ?? "invalid deployment id");
  if (findMachine(world.fleet, id, request.now)) return failure(409, 6, `deployment ${id} already exists`);
  const { acceleratorType, acceleratorCount } = order.data;
  const size = sizeOf(world.machines, `${acceleratorType}:${acceleratorCount}`);
  if (size === null) return failure(400, 3, `unsupported accelerator ${acceleratorType}`);
  if (size.stock === "none" || world.fault?.fault === "quota") return failure(429, 8, "resource exhausted");
  const rented = rent(world, request, {
    id,
    name: id,
    instanceType: size.id,
    region: "US_IOWA_1",
    isSpot: false,
    gpuCount: size.gpuCount,
    usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
    details: order.data,
  });
  return jsonReply(toDeployment(rented, account, request.now));
}

function list({ method, query, now }: FeedRequest, { fleet }: MachineWorld, account: string): Reply | null {
  if (method !== "GET") return null;
  const all = visibleMachines(fleet, now);
  const from = Number(query.get("pageToken") ?? 0);
  const deployments = all.slice(from, from + PAGE_SIZE).map((one) => toDeployment(one, account, now));
  return jsonReply({
    ...(deployments.length === 0 ? {} : { deployments }),
    ...(from + PAGE_SIZE < all.length ? { nextPageToken: String(from + PAGE_SIZE) } : {}),
    totalSize: all.length,
  });
}

function scale(request: FeedRequest, rented: Rented): Reply {
  const order = scaling.safeParse(jsonBodyOf(request));
  if (!order.success) return failure(400, 3, "invalid replica count");
  rented.order = { verb: order.data.replicaCount === 0 ? "stop" : "start", at: request.now };
  return jsonReply({});
}

function remove({ query, now }: FeedRequest, rented: Rented): Reply {
  if (query.get("ignoreChecks") !== "true" && phaseOf(rented, now) === "running")
    return failure(400, 9, "deployment received traffic recently, pass ignore_checks to skip this check");
  rented.order = { verb: "terminate", at: now };
  return jsonReply({});
}

const shown = {
  booting: { state: "CREATING", desiredReplicaCount: 1, replicaStats: { downloadingModelReplicaCount: 1 } },
  running: {
    state: "READY",
    desiredReplicaCount: 1,
    replicaCount: 1,
    replicaStats: { readyReplicaCount: 1 },
  },
  stopping: { state: "READY", replicaCount: 1, replicaStats: { readyReplicaCount: 1 } },
  stopped: { state: "READY", replicaStats: {} },
  starting: { state: "READY", desiredReplicaCount: 1, replicaStats: { pendingSchedulingReplicaCount: 1 } },
  terminating: { state: "DELETING", replicaCount: 1 },
  terminated: { state: "DELETED" },
  failed: { state: "FAILED", status: { code: "RESOURCE_EXHAUSTED", message: "no capacity" } },
} as const;

function toDeployment(rented: Rented, account: string, now: Date) {
  const { name, createdAt, region, details } = rented;
  return {
    ...details,
    name: `accounts/${account}/deployments/${name}`,
    createTime: createdAt.toISOString(),
    region,
    ...shown[phaseOf(rented, now)],
  };
}
