import { z } from "zod";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply, readJson } from "../../reply";
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
import { huggingfaceHardware } from "./feed";

const endpointOrder = z.strictObject({
  accountId: z.null().optional(),
  /** From the real API's description. */
  name: z.string().regex(/^[a-z0-9-]{1,32}$/),
  type: z.enum(["authenticated", "public", "private"]),
  tags: z.array(z.string()).optional(),
  provider: z.strictObject({ vendor: z.string(), region: z.string() }),
  compute: z.strictObject({
    accelerator: z.enum(["cpu", "gpu", "neuron"]),
    instanceType: z.string(),
    instanceSize: z.string(),
    scaling: z.strictObject({
      minReplica: z.number().int().min(0),
      maxReplica: z.number().int().min(0),
      scaleToZeroTimeout: z.number().nullable().optional(),
    }),
  }),
  model: z.looseObject({
    repository: z.string().min(1),
    framework: z.string(),
    image: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.string()).optional(),
  }),
});
type EndpointOrder = z.infer<typeof endpointOrder>;

const MAX_ACCELERATORS = 64;

/** A deleted endpoint shows its last state until it is gone. */
const stateOf = {
  booting: ["initializing", "Endpoint is initializing"],
  running: ["running", "Endpoint is ready"],
  stopping: ["updating", "Endpoint is being paused"],
  stopped: ["paused", "Endpoint is paused"],
  starting: ["initializing", "Endpoint is initializing"],
  terminating: ["running", "Endpoint is ready"],
  terminated: ["running", "Endpoint is ready"],
  failed: ["failed", "Endpoint failed to deploy"],
} as const;

/** Inference Endpoints of one namespace: create, list, show, pause, resume, delete, and its list of sizes. */
export const answerHuggingfaceMachines: MachineFeed = (request, world) => {
  const [, room, namespace, id, verb, ...more] = request.path.replace(/^\/v2/, "").split("/");
  if ((room !== "endpoint" && room !== "provider") || !namespace || more.length > 0) return null;
  if (keyState(bearerOf(request)) !== "accepted") return failure(401, "Unauthorized");
  if (room === "provider") return id === undefined && request.method === "GET" ? sizes(world) : null;
  if (id === undefined) return request.method === "POST" ? create(request, world) : list(request, world);
  const found = findMachine(world.fleet, decodeURIComponent(id), request.now);
  if (found === null) return failure(404, "Endpoint not found");
  return answerOne(found, request, verb);
};

function sizes({ machines, fault }: MachineWorld): Reply {
  return jsonReply(huggingfaceHardware(machines, fault, fault?.fault === "quota" ? 0 : MAX_ACCELERATORS));
}

function list({ now, method }: FeedRequest, { fleet }: MachineWorld): Reply | null {
  if (method !== "GET") return null;
  return jsonReply({ items: visibleMachines(fleet, now).map((one) => toEndpoint(one, now)) });
}

function create(request: FeedRequest, world: MachineWorld): Reply {
  const read = readJson(request.body);
  const order = endpointOrder.safeParse(read.ok ? read.value : null);
  if (!order.success) return failure(422, order.error.issues[0]?.message ?? "Unprocessable");
  const { name, provider, compute } = order.data;
  if (findMachine(world.fleet, name, request.now)) return failure(409, "Endpoint name is taken");
  const instanceType = `${provider.vendor} ${compute.instanceType} ${compute.instanceSize}`;
  const size = sizeOf(world.machines, instanceType);
  if (size === null || size.stock === "none" || !size.places.includes(provider.region))
    return failure(400, "Compute not available");
  const rented = rent(world, request, {
    id: name,
    name,
    instanceType,
    region: provider.region,
    isSpot: false,
    gpuCount: size.gpuCount,
    usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
    details: order.data,
  });
  return jsonReply(toEndpoint(rented, request.now));
}

function answerOne(one: Rented, { method, now }: FeedRequest, verb: string | undefined): Reply | null {
  if (method === "GET" && verb === undefined) return jsonReply(toEndpoint(one, now));
  if (method === "DELETE" && verb === undefined) {
    one.order = { verb: "terminate", at: now };
    return jsonReply(toEndpoint(one, now));
  }
  if (method !== "POST") return null;
  if (verb === "resume" && one.order?.verb !== "stop") return failure(400, "Endpoint is already running");
  if (verb === "pause" || verb === "resume") {
    one.order = { verb: verb === "pause" ? "stop" : "start", at: now };
    return jsonReply(toEndpoint(one, now));
  }
  return null;
}

function toEndpoint(rented: Rented, now: Date) {
  const order: Partial<EndpointOrder> = rented.details;
  const { secrets: _kept, ...model } = order.model ?? {};
  const [state, message] = stateOf[phaseOf(rented, now)];
  const isUp = state === "running";
  const by = { id: "6273f303f6d63a28483fde12", name: "simulated" };
  return {
    ...order,
    model,
    healthRoute: "/health",
    status: {
      createdAt: rented.createdAt.toISOString(),
      createdBy: by,
      updatedAt: (rented.order?.at ?? rented.createdAt).toISOString(),
      updatedBy: by,
      private: null,
      state,
      message,
      readyReplica: isUp ? 1 : 0,
      targetReplica: state === "paused" ? 0 : 1,
      ...(isUp ? { url: `https://${rented.name}.${rented.region}.aws.endpoints.huggingface.cloud` } : {}),
    },
  };
}

function failure(status: number, error: string): Reply {
  return jsonReply({ error }, status);
}
