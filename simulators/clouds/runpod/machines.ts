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
  visibleMachines,
} from "../fleet";
import { type Machine, usd } from "../state";

const podOrder = z.strictObject({
  name: z.string().min(1),
  image: z.string().min(1),
  gpu: z.strictObject({ id: z.string(), count: z.number().int().min(1).default(1) }),
  cloud: z.enum(["SECURE", "COMMUNITY"]).default("SECURE"),
  dataCenterIds: z.array(z.string()).default([]),
  disk: z.number().int().min(1).default(20),
  ports: z.array(z.string().regex(/^\d+\/(?:http|tcp)$/)).default([]),
  env: z.record(z.string(), z.string()).default({}),
  startSsh: z.boolean().default(false),
});
type PodOrder = z.infer<typeof podOrder>;

/** A bid through GraphQL, in the words of that API. */
const bid = z.object({
  query: z.string().regex(/^\s*mutation\b[^{]*\{\s*podRentInterruptable\b/),
  variables: z.object({
    input: z.object({
      name: z.string(),
      imageName: z.string(),
      gpuTypeId: z.string(),
      gpuCount: z.number().int().min(1),
      cloudType: z.enum(["SECURE", "COMMUNITY", "ALL"]),
      bidPerGpu: z.number().positive(),
      containerDiskInGb: z.number().int(),
      volumeInGb: z.number().int(),
      ports: z.string(),
      dataCenterId: z.string().nullish(),
      startSsh: z.boolean(),
      supportPublicIp: z.boolean(),
      env: z.array(z.object({ key: z.string(), value: z.string() })),
    }),
  }),
});

const action = z.strictObject({ action: z.enum(["start", "stop", "restart", "terminate"]) });

const statusOf = {
  booting: "PROVISIONING",
  running: "RUNNING",
  stopping: "RUNNING",
  stopped: "EXITED",
  starting: "STARTING",
  terminating: "TERMINATED",
  terminated: "TERMINATED",
  failed: "ERROR",
} as const satisfies Record<Phase, string>;

const actionsOf = {
  PROVISIONING: ["stop", "terminate"],
  STARTING: ["stop", "terminate"],
  RUNNING: ["stop", "restart", "terminate"],
  EXITED: ["start", "terminate"],
  ERROR: ["start", "terminate"],
  TERMINATED: [],
} as const;

/** Sent with every answer to a caller with a key. */
const quota = {
  ratelimit: '"minute";r=59;t=60, "hour";r=2999;t=3600, "day";r=49999;t=86400',
  "ratelimit-policy": '"minute";q=60;w=60, "hour";q=3000;w=3600, "day";q=50000;w=86400',
};

/** Pods: REST v2, and the GraphQL mutation that bids for a spot pod. */
export const answerRunpodMachines: MachineFeed = (request, world) => {
  const { method, path } = request;
  const isBid = path === "/graphql" && bid.safeParse(jsonBodyOf(request)).success;
  if (!path.startsWith("/v2/") && !isBid) return null;
  const key = keyState(bearerOf(request));
  if (key !== "accepted") return problem(401, key === "missing" ? "missing bearer token" : "invalid token");
  if (isBid) return placeBid(request, world);
  if (path === "/v2/pods" && method === "POST") return create(request, world);
  if (path === "/v2/pods" && method === "GET") return list(request, world);
  const [, id, more] = /^\/v2\/pods\/([^/]+)(\/action)?$/.exec(path) ?? [];
  if (id === undefined) return problem(404, "resource not found");
  const found = findMachine(world.fleet, id, request.now);
  if (found === null) return problem(404, "pod not found");
  if (more !== undefined) return act(request, found);
  if (method === "GET") return jsonReply(toPod(found, request.now), 200, quota);
  if (method === "DELETE") return terminate(request, found);
  return problem(405, "method not allowed");
};

function create(request: FeedRequest, world: MachineWorld): Reply {
  const order = podOrder.safeParse(jsonBodyOf(request));
  if (!order.success)
    return problem(422, "Request validation failed.", [`$.${order.error.issues[0]?.path.join(".")}`]);
  if (world.fault?.fault === "no_balance") return problem(402, "insufficient balance");
  if (world.fault?.fault === "quota") return problem(403, "access denied");
  const size = machineOf(world, order.data.gpu.id, order.data.cloud);
  if (size === null || order.data.gpu.count > size.gpuCount)
    return problem(400, `gpu ${order.data.gpu.id} x${order.data.gpu.count} is not offered in this cloud`);
  if (!isFree(size, order.data.dataCenterIds)) return problem(400, NOTHING_FREE);
  return jsonReply(
    toPod(place(request, world, { size, order: order.data, isSpot: false }), request.now),
    201,
    quota,
  );
}

const NOTHING_FREE =
  "There are no longer any instances available with the requested specifications. Please refresh and try again.";

function placeBid(request: FeedRequest, world: MachineWorld): Reply {
  const { input } = bid.parse(jsonBodyOf(request)).variables;
  const order: PodOrder = {
    name: input.name,
    image: input.imageName,
    gpu: { id: input.gpuTypeId, count: input.gpuCount },
    cloud: input.cloudType === "COMMUNITY" ? "COMMUNITY" : "SECURE",
    disk: input.containerDiskInGb,
    dataCenterIds: input.dataCenterId ? [input.dataCenterId] : [],
    ports: input.ports.split(","),
    env: Object.fromEntries(input.env.map(({ key, value }) => [key, value])),
    startSsh: input.startSsh,
  };
  const size = machineOf(world, order.gpu.id, order.cloud);
  const lowest = usd(size?.spot ?? null);
  if (size === null || lowest === null || !isFree(size, order.dataCenterIds) || input.bidPerGpu < lowest)
    return jsonReply({
      errors: [{ message: NOTHING_FREE, path: ["podRentInterruptable"] }],
      data: { podRentInterruptable: null },
    });
  const { id } = place(request, world, { size, order, isSpot: true });
  return jsonReply({ data: { podRentInterruptable: { id, desiredStatus: "RUNNING", costPerHr: lowest } } });
}

function place(
  request: FeedRequest,
  world: MachineWorld,
  { size, order, isSpot }: { size: Machine; order: PodOrder; isSpot: boolean },
): Rented {
  const { count } = order.gpu;
  return rent(world, request, {
    id: `pod${String(world.fleet.rented.size + 1).padStart(8, "0")}`,
    name: order.name,
    instanceType: size.instanceType,
    gpuCount: count,
    isSpot,
    region: order.dataCenterIds[0] ?? size.places[0] ?? null,
    usdPerHour: usd(isSpot ? size.spot : size.onDemand, count) ?? 0,
    details: order,
  });
}

function list({ now }: FeedRequest, { fleet }: MachineWorld): Reply {
  const standing = visibleMachines(fleet, now).filter((one) => phaseOf(one, now) !== "terminating");
  return jsonReply({ pods: standing.map((one) => toPod(one, now)) }, 200, quota);
}

function act(request: FeedRequest, rented: Rented): Reply {
  const asked = action.safeParse(jsonBodyOf(request));
  if (request.method !== "POST" || !asked.success)
    return problem(422, "Request validation failed.", ["$.action"]);
  const verb = asked.data.action;
  const allowed: readonly string[] = actionsOf[statusOf[phaseOf(rented, request.now)]];
  if (!allowed.includes(verb)) return problem(409, `action ${verb} is not valid for the current status`);
  if (verb === "terminate") return terminate(request, rented);
  rented.order = { verb: verb === "stop" ? "stop" : "start", at: request.now };
  return jsonReply(toPod(rented, request.now), 200, quota);
}

function terminate({ now }: FeedRequest, rented: Rented): Reply {
  rented.order ??= { verb: "terminate", at: now };
  if (rented.order.verb !== "terminate") rented.order = { verb: "terminate", at: now };
  return { status: 204, contentType: "application/json", body: "", headers: quota };
}

/** As at the vendor, a stopped pod is billed for its disk although its cost reads 0. */
function toPod(rented: Rented, now: Date) {
  const { id, name, gpuCount, region, usdPerHour, createdAt } = rented;
  const order = podOrder.parse(rented.details);
  const status = statusOf[phaseOf(rented, now)];
  const isRunning = status === "RUNNING";
  const ssh = {
    host: "195.26.233.3",
    port: 34_446,
    username: "root",
    command: "ssh root@195.26.233.3 -p 34446",
  };
  const proxy = {
    host: "ssh.runpod.io",
    port: 22,
    username: `${id}-64411eb2`,
    command: `ssh ${id}-64411eb2@ssh.runpod.io`,
  };
  return {
    id,
    name,
    image: order.image,
    args: "",
    disk: order.disk,
    ports: order.ports,
    env: order.env,
    registry: null,
    status,
    actions: actionsOf[status],
    mounts: {},
    gpu: { id: order.gpu.id, count: gpuCount },
    cloud: order.cloud,
    dataCenterId: region,
    cudaVersion: "12.8",
    ssh: { proxy, direct: isRunning && order.ports.includes("22/tcp") ? ssh : null },
    template: null,
    locked: false,
    globalNetworking: { enabled: false },
    cost: status === "EXITED" || status === "TERMINATED" ? 0 : usdPerHour,
    runtime: isRunning ? { uptime: 60, ports: order.ports.map(toRuntimePort) } : null,
    createdAt: createdAt.toISOString(),
    startedAt: isRunning ? createdAt.toISOString() : null,
  };
}

function toRuntimePort(port: string, index: number) {
  const [number = "", type = ""] = port.split("/");
  return {
    private: Number(number),
    public: 34_446 + index,
    type,
    ip: type === "tcp" ? "195.26.233.3" : null,
  };
}

function machineOf({ machines }: MachineWorld, gpu: string, cloud: string): Machine | null {
  return machines.find(({ id }) => id === `${gpu}/${cloud.toLowerCase()}`) ?? null;
}

function isFree({ stock, places }: Machine, dataCenterIds: readonly string[]): boolean {
  return stock !== "none" && (dataCenterIds.length === 0 || dataCenterIds.some((id) => places.includes(id)));
}

/** RFC 9457. */
function problem(status: number, detail: string, errors?: string[]): Reply {
  const titles: Record<number, string> = {
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    422: "Unprocessable Entity",
  };
  const body = { title: titles[status] ?? "Error", status, detail, ...(errors ? { errors } : {}) };
  return { ...jsonReply(body, status, status === 401 ? {} : quota), contentType: "application/problem+json" };
}
