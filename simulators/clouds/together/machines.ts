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
  visibleMachines,
} from "../fleet";
import { type Machine, usd } from "../state";
import { togetherRegions } from "./feed";

const createOrder = z.object({
  model: z.string(),
  hardware: z.string(),
  display_name: z.string().optional(),
  autoscaling: z.object({ min_replicas: z.int(), max_replicas: z.int() }),
  availability_zone: z.string().optional(),
});
const updateOrder = z.object({ state: z.enum(["STARTED", "STOPPED"]).optional() });

const stateOf = {
  booting: "STARTING",
  running: "STARTED",
  stopping: "STOPPING",
  stopped: "STOPPED",
  starting: "STARTING",
  terminating: "STOPPING",
  terminated: "STOPPED",
  failed: "ERROR",
} as const;

/** Hardware and dedicated endpoints of version 1: list, create, show, start and stop, delete. */
export const answerTogetherMachines: MachineFeed = (request, world) => {
  const { method, path, query, now } = request;
  const key = keyState(bearerOf(request));
  if (!/^\/v1\/(?:hardware|endpoints|clusters\/availability-zones$)/.test(path)) return null;
  if (key !== "accepted") return failure(403, "Invalid API key provided", "invalid_api_key");
  if (method === "GET" && path === "/v1/hardware")
    return jsonReply({
      object: "list",
      data: world.machines.map((machine) => toHardware(machine, query.has("model"))),
    });
  if (path.startsWith("/v1/clusters/")) return jsonReply({ avzones: zones });
  if (path === "/v1/endpoints") return method === "POST" ? create(request, world) : list(request, world);
  const found = findMachine(world.fleet, path.slice("/v1/endpoints/".length), now);
  if (found === null) return failure(404, "Endpoint not found", "not_found");
  if (method === "GET") return jsonReply(toEndpoint(found, now));
  if (method === "PATCH") return update(request, found);
  found.order = { verb: "terminate", at: now };
  return { status: 204, contentType: "application/json", body: "" };
};

const zones = togetherRegions.flatMap((region) => [`${region}-1a`, `${region}-4b`]);

/** Version 1 has its own names for hardware. */
function hardwareId({ gpu, gpuCount, vramGib }: Machine): string {
  return `${gpuCount}x_nvidia_${gpu.toLowerCase()}_${vramGib}gb_sxm`;
}

function toHardware(machine: Machine, isForModel: boolean) {
  return {
    object: "hardware",
    id: hardwareId(machine),
    pricing: {
      cents_per_minute: Math.round(((usd(machine.onDemand, machine.gpuCount) ?? 0) * 10_000) / 60) / 100,
    },
    specs: {
      gpu_type: `${machine.gpu.toLowerCase()}-${machine.vramGib}gb`,
      gpu_link: "sxm",
      gpu_memory: machine.vramGib,
      gpu_count: machine.gpuCount,
    },
    ...(isForModel
      ? { availability: { status: machine.stock === "none" ? "unavailable" : "available" } }
      : {}),
    updated_at: "2026-11-20T00:00:00Z",
  };
}

function create(request: FeedRequest, world: MachineWorld): Reply {
  const order = createOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return failure(400, "Invalid request body", "invalid_request");
  if (world.fault?.fault === "no_balance")
    return failure(402, "Your account has insufficient balance", "insufficient_balance");
  const size = world.machines.find((machine) => hardwareId(machine) === order.data.hardware);
  if (!size) return failure(400, `Unknown hardware ${order.data.hardware}`, "invalid_hardware");
  const zone = order.data.availability_zone;
  if (zone !== undefined && !zones.includes(zone))
    return failure(400, `Unknown availability zone ${zone}`, "invalid_availability_zone");
  const isThere = size.places.some((place) => zone === undefined || zone === `${place}-4b`);
  if (size.stock === "none" || !isThere)
    return failure(503, "No capacity for this hardware", "insufficient_capacity");
  const id = `endpoint-${crypto.randomUUID()}`;
  const rented = rent(world, request, {
    id,
    name: order.data.display_name ?? "",
    instanceType: order.data.hardware,
    region: null,
    isSpot: false,
    gpuCount: size.gpuCount,
    usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
    details: { model: order.data.model, autoscaling: order.data.autoscaling },
  });
  return jsonReply(toEndpoint(rented, request.now));
}

function list({ now, query }: FeedRequest, { fleet }: MachineWorld): Reply {
  const serverless = {
    object: "endpoint",
    id: "endpoint-5c0c20db",
    name: "allenai/OLMo-7B",
    model: "allenai/OLMo-7B",
  };
  const shared = {
    ...serverless,
    type: "serverless",
    owner: "together",
    state: "STARTED",
    created_at: "2024-02-28T21:34:35Z",
  };
  const own = visibleMachines(fleet, now).map((one) => {
    const { display_name: _name, hardware: _hardware, autoscaling: _scaling, ...kept } = toEndpoint(one, now);
    return kept;
  });
  return jsonReply({ object: "list", data: query.get("type") === "dedicated" ? own : [shared, ...own] });
}

function update(request: FeedRequest, found: Rented): Reply {
  const order = updateOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return failure(400, "Invalid request body", "invalid_request");
  if (order.data.state)
    found.order = { verb: order.data.state === "STOPPED" ? "stop" : "start", at: request.now };
  return jsonReply(toEndpoint(found, request.now));
}

function toEndpoint(rented: Rented, now: Date) {
  const { id, name, instanceType: hardware, createdAt, details } = rented;
  return {
    object: "endpoint",
    id,
    name: `simulated/${String(details.model)}-${id.slice(-8)}`,
    display_name: name,
    model: details.model,
    hardware,
    type: "dedicated",
    owner: "simulated",
    state: stateOf[phaseOf(rented, now)],
    autoscaling: details.autoscaling,
    created_at: createdAt.toISOString(),
  };
}

function failure(status: number, message: string, code: string): Reply {
  return jsonReply({ error: { message, type: "invalid_request_error", param: null, code } }, status);
}
