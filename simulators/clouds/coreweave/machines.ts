import { z } from "zod";
import { jsonBodyOf } from "../../json-body";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import {
  findMachine,
  type MachineFeed,
  type MachineWorld,
  type Phase,
  phaseOf,
  type Rented,
  rent,
  sizeOf,
  visibleMachines,
} from "../fleet";
import { usd } from "../state";
import { coreweaveClusterZone } from "./feed";

const labels = z.record(z.string(), z.string().regex(/^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/));
const poolOrder = z.object({
  apiVersion: z.literal("compute.coreweave.com/v1alpha1"),
  kind: z.literal("NodePool"),
  metadata: z.object({
    name: z.string().regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/),
    labels: labels.default({}),
  }),
  spec: z.object({
    computeClass: z.enum(["default", "spot"]).default("default"),
    instanceType: z.string().min(1),
    targetNodes: z.number().int().nonnegative(),
    autoscaling: z.boolean().default(false),
    nodeLabels: labels.optional(),
    lifecycle: z
      .object({ scaleDownStrategy: z.enum(["IdleOnly", "PreferIdle"]).default("IdleOnly") })
      .optional(),
  }),
});
const patchOrder = z.object({ spec: z.object({ targetNodes: z.number().int().min(0).max(1) }) });

/** Target nodes, current nodes, and nodes in progress. */
const nodesOf: Readonly<Record<Phase, readonly [target: number, current: number, inProgress: number]>> = {
  booting: [1, 0, 1],
  running: [1, 1, 0],
  stopping: [0, 1, 0],
  stopped: [0, 0, 0],
  starting: [1, 0, 1],
  terminating: [1, 1, 0],
  terminated: [1, 0, 0],
  failed: [1, 0, 0],
};

/** The failed condition that keeps a pool from getting its node. The pool still exists and waits. */
type FailedCondition = "Validated" | "Quota" | "Capacity";

/** The account's list of clusters, and NodePools through the Kubernetes API of its only one. */
export const answerCoreweaveMachines: MachineFeed = (request, world) => {
  const isKnown = keyState(bearerOf(request)) === "accepted";
  if (request.path === "/v1beta1/cks/clusters") return isKnown ? jsonReply({ items: [cluster] }) : null;
  const below = /^\/_[^/]+(\/.*)$/.exec(request.path)?.[1];
  if (below === undefined) return null;
  if (!isKnown) return status(401, "Unauthorized", "Unauthorized");
  const [found, name] =
    /^\/apis\/compute\.coreweave\.com\/v1alpha1\/nodepools(?:\/([^/]+))?$/.exec(below) ?? [];
  if (found === undefined) return status(404, "NotFound", "the server could not find the requested resource");
  if (name === undefined) return request.method === "POST" ? create(request, world) : list(request, world);
  return answerPool(request, world, name);
};

/** Only the fields that are needed here. The simulator accepts any host name of the cluster. */
const cluster = {
  id: "1063bce6-6e5b-4b0a-b73a-7e6106b2a77c",
  name: "simulated",
  zone: coreweaveClusterZone,
  public: true,
  version: "v1.35",
  apiServerEndpoint: "https://simulated",
  status: "STATUS_RUNNING",
};

function answerPool(request: FeedRequest, { fleet }: MachineWorld, name: string): Reply {
  const found = findMachine(fleet, name, request.now);
  if (found === null) return status(404, "NotFound", `nodepools.compute.coreweave.com "${name}" not found`);
  if (request.method === "DELETE") {
    // A pool that never had a node does not count as rented.
    if (failedConditionOf(found) !== null) fleet.rented.delete(name);
    else found.order = { verb: "terminate", at: request.now };
    return jsonReply({ kind: "Status", apiVersion: "v1", status: "Success", details: { name } });
  }
  if (request.method === "PATCH") {
    if (request.headers["content-type"] !== "application/merge-patch+json")
      return status(415, "UnsupportedMediaType", "the body of the request was in an unknown format");
    const order = patchOrder.safeParse(jsonBodyOf(request));
    if (!order.success) return status(422, "Invalid", "NodePool is invalid: spec.targetNodes");
    found.order = { verb: order.data.spec.targetNodes === 0 ? "stop" : "start", at: request.now };
  }
  return jsonReply(toPool(found, request.now));
}

function create(request: FeedRequest, world: MachineWorld): Reply {
  const order = poolOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return status(422, "Invalid", "NodePool is invalid: spec");
  const { metadata, spec } = order.data;
  if (findMachine(world.fleet, metadata.name, request.now))
    return status(409, "AlreadyExists", `nodepools.compute.coreweave.com "${metadata.name}" already exists`);
  const size = sizeOf(world.machines, spec.instanceType);
  const isSpot = spec.computeClass === "spot";
  const rented = rent(world, request, {
    id: metadata.name,
    name: metadata.name,
    instanceType: spec.instanceType,
    isSpot,
    region: coreweaveClusterZone,
    gpuCount: size?.gpuCount ?? 0,
    usdPerHour: usd((isSpot ? size?.spot : size?.onDemand) ?? null, size?.gpuCount) ?? 0,
    details: { labels: metadata.labels, spec, trouble: failedConditionFor(world, spec.instanceType) },
  });
  // A new pool has no status, because its controller has not seen it yet.
  return jsonReply({ ...toPool(rented, request.now), status: undefined }, 201);
}

function failedConditionFor({ machines, fault }: MachineWorld, instanceType: string): FailedCondition | null {
  const size = sizeOf(machines, instanceType);
  if (size === null || !size.places.includes(coreweaveClusterZone)) return "Validated";
  if (fault?.fault === "quota") return "Quota";
  return size.stock === "none" ? "Capacity" : null;
}

function failedConditionOf({ details }: Rented): FailedCondition | null {
  return z.enum(["Validated", "Quota", "Capacity"]).nullable().parse(details.trouble);
}

function list({ query, now }: FeedRequest, { fleet }: MachineWorld): Reply {
  const wanted = query.get("labelSelector");
  const items = visibleMachines(fleet, now)
    .map((one) => toPool(one, now))
    .filter(({ metadata }) => wanted === null || wanted in metadata.labels);
  return jsonReply({ kind: "NodePoolList", metadata: { resourceVersion: "1" }, items });
}

function toPool(rented: Rented, now: Date) {
  const { labels: own, spec } = poolDetails.parse(rented.details);
  const phase = phaseOf(rented, now);
  const trouble = failedConditionOf(rented) ?? (phase === "failed" ? "Validated" : null);
  const [targetNodes, current, inProgress] = nodesOf[phase];
  const currentNodes = trouble === null ? current : 0;
  return {
    apiVersion: "compute.coreweave.com/v1alpha1",
    kind: "NodePool",
    metadata: {
      name: rented.id,
      labels: own,
      creationTimestamp: rented.createdAt.toISOString(),
      ...(phase === "terminating" ? { deletionTimestamp: now.toISOString() } : {}),
    },
    spec: { ...spec, targetNodes },
    status: {
      currentNodes,
      inProgress: trouble === null ? inProgress : 0,
      conditions: [
        condition("Validated", trouble === "Validated" ? "Invalid" : "Valid", trouble !== "Validated"),
        condition(
          "Capacity",
          trouble === "Capacity" ? "QueuedAwaitingCapacity" : "Sufficient",
          trouble !== "Capacity",
        ),
        condition("Quota", trouble === "Quota" ? "Over" : "Under", trouble !== "Quota"),
        condition(
          "AtTarget",
          currentNodes === targetNodes ? "TargetMet" : "PendingNodes",
          currentNodes === targetNodes,
        ),
      ],
    },
  };
}

const poolDetails = z.object({ labels: z.record(z.string(), z.string()), spec: z.looseObject({}) });

function condition(type: string, reason: string, isTrue: boolean) {
  const message = type === "Validated" && !isTrue ? "instance type does not exist in zone" : "";
  return { type, status: isTrue ? "True" : "False", reason, message };
}

function status(code: number, reason: string, message: string): Reply {
  return jsonReply({ kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code }, code);
}
