import { z } from "zod";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply, readJson } from "../../reply";
import {
  type MachineFeed,
  type MachineWorld,
  phaseOf,
  type Rented,
  rent,
  sizeOf,
  visibleMachines,
} from "../fleet";
import { type Machine, usd } from "../state";
import { giveToken } from "./token";

const COMPUTE = /^\/compute\/v1\/projects\/([^/]+)\/(.+)$/;
/** Google may return fewer than five hundred. Few here, so that a reader must page. */
const MAX_PER_PAGE = 4;

/** The letters of each region's zones; GPUs are never in all of them. */
const zoneLetters = ["b", "c"] as const;

/** The cards that are attached to N1 machines, and the market's names for such machines. */
const attachable: Readonly<Record<string, string>> = { "nvidia-tesla-t4": "n1-standard-8 + 1 T4" };

const insertOrder = z.object({
  name: z.string().regex(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/),
  machineType: z.string(),
  labels: z.record(z.string(), z.string().regex(/^[a-z0-9_-]{0,63}$/)).optional(),
  disks: z.tuple([
    z.object({
      boot: z.literal(true),
      autoDelete: z.literal(true),
      initializeParams: z.object({
        sourceImage: z.string().startsWith("projects/"),
        diskSizeGb: z.string().regex(/^\d+$/),
        diskType: z.string(),
      }),
    }),
  ]),
  networkInterfaces: z.array(z.object({ network: z.string() })).min(1),
  guestAccelerators: z
    .array(z.object({ acceleratorType: z.string(), acceleratorCount: z.int().positive() }))
    .optional(),
  scheduling: z.object({
    onHostMaintenance: z.literal("TERMINATE"),
    provisioningModel: z.enum(["STANDARD", "SPOT"]).optional(),
  }),
});
type InsertOrder = z.infer<typeof insertOrder>;

const statusOf = {
  booting: "STAGING",
  running: "RUNNING",
  stopping: "STOPPING",
  stopped: "TERMINATED",
  starting: "STAGING",
  terminating: "STOPPING",
  // `shown` hides both.
  terminated: "TERMINATED",
  failed: "TERMINATED",
} as const;

/** Compute Engine's instances, the operations that make them, and the token that each call needs. */
export const answerGoogleMachines: MachineFeed = (request, world) => {
  const { path, method } = request;
  if (path === "/_oauth2.googleapis.com/token") return giveToken(request);
  const below = COMPUTE.exec(path)?.[2];
  if (below === undefined) return null;
  if (keyState(bearerOf(request)) !== "accepted")
    return failure(401, "authError", "Request had invalid authentication credentials.");
  if (below === "zones" && method === "GET") return jsonReply({ kind: "compute#zoneList", items: [] });
  const list = /^aggregated\/(machineTypes|acceleratorTypes|instances)$/.exec(below)?.[1];
  if (list !== undefined && method === "GET")
    return list === "instances" ? listInstances(request, world) : listTypes(request, world, list);
  const [, zone = "", rest = ""] = /^zones\/([^/]+)\/(.+)$/.exec(below) ?? [];
  if (rest === "operations" && method === "GET") return listOperations(request, world, zone);
  const waited = /^operations\/([\w.-]+)\/wait$/.exec(rest)?.[1];
  if (waited !== undefined && method === "POST") return waitFor(request, world, waited);
  if (rest === "instances" && method === "POST") return insert(request, world, zone);
  const [, name, verb] = /^instances\/([^/]+?)(?:\/(start|stop))?$/.exec(rest) ?? [];
  return name === undefined ? notFound(below) : answerInstance(request, world, { zone, name, verb, below });
};

type Target = { zone: string; name: string; verb: string | undefined; below: string };

function answerInstance(
  request: FeedRequest,
  world: MachineWorld,
  { zone, name, verb, below }: Target,
): Reply {
  const found = shown(world, request.now).find((one) => one.id === `${zone}/${name}`);
  if (found === undefined) return notFound(below);
  const { method, now } = request;
  if (method === "GET" && verb === undefined) return jsonReply(toInstance(found, now));
  if (method === "DELETE" && verb === undefined) found.order = { verb: "terminate", at: now };
  else if (method === "POST" && verb !== undefined)
    found.order = { verb: verb === "start" ? "start" : "stop", at: now };
  else return failure(404, "notFound", "The requested URL was not found.");
  return jsonReply({
    kind: "compute#operation",
    name: `operation-${verb ?? "delete"}-${name}`,
    status: "RUNNING",
    targetLink: `https://www.googleapis.com/compute/v1/projects/p/zones/${zone}/instances/${name}`,
  });
}

/** Every zone of every region has an entry, as in the real list: with types, or with a warning that there are none. */
function listTypes({ query }: FeedRequest, { machines }: MachineWorld, kind: string): Reply {
  const name = /^name = "([a-z0-9-]+)"$/.exec(query.get("filter") ?? "")?.[1];
  if (name === undefined) return failure(400, "invalid", "Invalid value for field 'filter'.");
  const regions = [...new Set(machines.flatMap(({ places }) => places))];
  const zones = regions.flatMap((region) => zoneLetters.map((letter) => ({ region, letter })));
  const items = zones.map(({ region, letter }) => {
    const type = kind === "machineTypes" ? name : (attachable[name] ?? "");
    const has = letter === "b" && machineAt(machines, type, region) !== null;
    return [`zones/${region}-${letter}`, has ? { [kind]: [{ name }] } : { warning: noResults }] as const;
  });
  const from = Number(query.get("pageToken") ?? 0);
  // As with the real service, a page may contain nothing but warnings.
  const until = from + 20;
  return jsonReply({
    items: Object.fromEntries(items.slice(from, until)),
    ...(until < items.length ? { nextPageToken: String(until) } : {}),
  });
}

const noResults = { code: "NO_RESULTS_ON_PAGE", message: "There are no results for scope on this page." };

/** The market has one machine for each card; the smaller ones of its series are available wherever it is. */
function machineAt(machines: readonly Machine[], type: string, region: string): Machine | null {
  const exact = sizeOf(machines, `${type}/${region}`);
  if (exact !== null) return exact;
  const series = /^([a-z]\d[a-z]?-[a-z]+)-/.exec(type)?.[1];
  const others = machines.filter(({ places }) => places.includes(region));
  return others.find((one) => series !== undefined && one.instanceType.startsWith(`${series}-`)) ?? null;
}

function insert(request: FeedRequest, world: MachineWorld, zone: string): Reply {
  const read = readJson(request.body);
  const order = insertOrder.safeParse(read.ok ? read.value : null);
  const fault = order.success ? faultOfOrder(order.data, zone) : order.error.issues[0]?.path.join(".");
  if (!order.success || fault) return failure(400, "invalid", `Invalid value for field '${fault}'.`);
  const requestId = request.query.get("requestId");
  if (requestId !== null && !z.uuid().safeParse(requestId).success)
    return failure(400, "invalid", "Invalid value for field 'requestId'.");
  const { name, machineType, guestAccelerators, labels = {}, scheduling } = order.data;
  const region = zone.slice(0, -2);
  const attached = guestAccelerators?.[0]?.acceleratorType.split("/").at(-1);
  const type = attached === undefined ? machineType.split("/").at(-1) : attachable[attached];
  const size = zone.endsWith("-b") ? machineAt(world.machines, type ?? "", region) : null;
  if (size === null) return notFound(`zones/${zone}/machineTypes/${type}`);
  const refusal = { quota: "QUOTA_EXCEEDED", no_capacity: "ZONE_RESOURCE_POOL_EXHAUSTED" };
  if (world.fault?.fault === "no_balance")
    return failure(403, "BILLING_DISABLED", "This API method requires billing to be enabled.");
  // The order is accepted; only the operation shows that it fails.
  if (world.fault?.fault === "quota") return jsonReply(operationOf(`failed-${refusal.quota}`, "RUNNING"));
  if (size.stock === "none") return jsonReply(operationOf(`failed-${refusal.no_capacity}`, "RUNNING"));
  const isSpot = scheduling.provisioningModel === "SPOT";
  const standing = shown(world, request.now).find((one) => one.id === `${zone}/${name}`);
  const isSame = requestId !== null && world.fleet.byKey.has(requestId);
  if (standing !== undefined && !isSame)
    return failure(409, "alreadyExists", `The resource 'zones/${zone}/instances/${name}' already exists`);
  const rented = rent(
    world,
    request,
    {
      id: `${zone}/${name}`,
      name,
      instanceType: type ?? "",
      region,
      isSpot,
      gpuCount: size.gpuCount,
      usdPerHour: usd(isSpot ? size.spot : size.onDemand, size.gpuCount) ?? 0,
      details: { zone, labels },
    },
    requestId,
  );
  return jsonReply(operationOf(rented.name, "RUNNING", rented));
}

/** Everything that an order refers to must exist in its zone. */
function faultOfOrder(
  { machineType, disks, guestAccelerators = [] }: InsertOrder,
  zone: string,
): string | null {
  if (!machineType.startsWith(`zones/${zone}/machineTypes/`)) return "machineType";
  if (!disks[0].initializeParams.diskType.startsWith(`zones/${zone}/diskTypes/`)) return "diskType";
  const isElsewhere = guestAccelerators.some(
    ({ acceleratorType }) => !acceleratorType.startsWith(`zones/${zone}/acceleratorTypes/`),
  );
  return isElsewhere ? "guestAccelerators" : null;
}

function operationOf(id: string, status: "RUNNING" | "DONE", target: Rented | null = null, code?: string) {
  return {
    kind: "compute#operation",
    name: `operation-${id}`,
    operationType: "insert",
    status,
    targetLink: `https://www.googleapis.com/compute/v1/projects/p/zones/${target?.details.zone}/instances/${target?.name}`,
    ...(code === undefined
      ? {}
      : {
          httpErrorStatusCode: 503,
          error: { errors: [{ code, message: "The request could not be fulfilled." }] },
        }),
  };
}

/** The real API responds when the operation ends, or after two minutes. This one responds at once with the current state. */
function waitFor({ now }: FeedRequest, world: MachineWorld, name: string): Reply {
  const code = /^operation-failed-([A-Z_]+)$/.exec(name)?.[1];
  if (code !== undefined) return jsonReply(operationOf(`failed-${code}`, "DONE", null, code));
  const target = [...world.fleet.rented.values()].find((one) => name === `operation-${one.name}`);
  if (target === undefined) return jsonReply({ kind: "compute#operation", name, status: "DONE" });
  return jsonReply(insertionOf(target, now));
}

function insertionOf(one: Rented, now: Date) {
  const phase = phaseOf(one, now);
  if (phase === "booting") return operationOf(one.name, "RUNNING", one);
  return operationOf(one.name, "DONE", one, one.failsToBoot ? "ZONE_RESOURCE_POOL_EXHAUSTED" : undefined);
}

function listOperations({ query, now }: FeedRequest, { fleet }: MachineWorld, zone: string): Reply {
  const name = /^\(operationType eq insert\) \(targetLink eq "\.\*\/instances\/([a-z0-9-]+)"\)$/.exec(
    query.get("filter") ?? "",
  )?.[1];
  if (name === undefined) return failure(400, "invalid", "Invalid value for field 'filter'.");
  const found = [...fleet.rented.values()].filter((one) => one.id === `${zone}/${name}`);
  return jsonReply({ kind: "compute#operationList", items: found.map((one) => insertionOf(one, now)) });
}

function listInstances({ query, now }: FeedRequest, world: MachineWorld): Reply {
  const label = /^labels\.([a-z-]+):\*$/.exec(query.get("filter") ?? "")?.[1];
  if (label === undefined) return failure(400, "invalid", "Invalid value for field 'filter'.");
  const found = shown(world, now).filter((one) => Object.hasOwn(labelsOf(one), label));
  const from = Number(query.get("pageToken") ?? 0);
  const until = from + MAX_PER_PAGE;
  const items = new Map<string, { instances: unknown[] }>();
  for (const one of found.slice(from, until)) {
    const scope = `zones/${one.details.zone}`;
    items.set(scope, { instances: [...(items.get(scope)?.instances ?? []), toInstance(one, now)] });
  }
  return jsonReply({
    kind: "compute#instanceAggregatedList",
    items: { "zones/asia-east1-a": { warning: noResults }, ...Object.fromEntries(items) },
    ...(until < found.length ? { nextPageToken: String(until) } : {}),
  });
}

/** Hides machines that have ended or could not be created. */
function shown({ fleet }: MachineWorld, now: Date): Rented[] {
  return visibleMachines(fleet, now).filter((one) => phaseOf(one, now) !== "failed");
}

function labelsOf({ details }: Rented): Record<string, string> {
  return z.record(z.string(), z.string()).parse(details.labels);
}

function toInstance(one: Rented, now: Date) {
  const status = statusOf[phaseOf(one, now)];
  const natIP = status === "RUNNING" ? { natIP: "192.0.2.44" } : {};
  return {
    kind: "compute#instance",
    name: one.name,
    status,
    labels: labelsOf(one),
    zone: `https://www.googleapis.com/compute/v1/projects/p/zones/${one.details.zone}`,
    creationTimestamp: one.createdAt.toISOString().replace("Z", "-00:00"),
    networkInterfaces: [{ accessConfigs: [{ type: "ONE_TO_ONE_NAT", ...natIP }] }],
  };
}

function notFound(below: string): Reply {
  return failure(404, "notFound", `The resource 'projects/p/${below}' was not found`);
}

function failure(code: number, reason: string, message: string): Reply {
  const errors = [{ message, domain: "global", reason }];
  return jsonReply({ error: { code, message, errors } }, code);
}
