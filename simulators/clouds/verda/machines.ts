import { randomUUID } from "node:crypto";
import { z } from "zod";
import { jsonBodyOf } from "../../json-body";
import { type FeedRequest, jsonReply, type Reply, textReply } from "../../reply";
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
import { answerVerdaToken, isVerdaToken } from "./feed";

const createOrder = z.object({
  instance_type: z.string(),
  image: z.string().min(1),
  hostname: z.string().regex(/^[a-z0-9-]{1,60}$/i),
  description: z.string().min(1),
  location_code: z.string(),
  ssh_key_ids: z.array(z.string().min(1)).min(1),
  startup_script_id: z.uuid().nullish(),
  os_volume: z.object({ name: z.string().min(1), size: z.number().int().min(50) }),
  is_spot: z.boolean().default(false),
  pricing: z.enum(["FIXED_PRICE", "DYNAMIC_PRICE"]).optional(),
  contract: z.enum(["LONG_TERM", "PAY_AS_YOU_GO", "SPOT"]).optional(),
});
const actionOrder = z.object({
  id: z.array(z.string()).min(1),
  action: z.enum(["start", "shutdown", "delete"]),
  volume_ids: z.array(z.string()).nullish(),
});
const scriptOrder = z.object({ name: z.string().min(1), script: z.string().min(1) });

const statusOf: Readonly<Record<Phase, string>> = {
  booting: "provisioning",
  running: "running",
  stopping: "running",
  stopped: "offline",
  starting: "provisioning",
  terminating: "discontinued",
  terminated: "discontinued",
  failed: "error",
};

/** Verda's instances and their start scripts. Every call but the one for a token needs a token. */
export const answerVerdaMachines: MachineFeed = (request, world) => {
  const { method, now } = request;
  if (!request.path.startsWith("/v1/")) return null;
  const path = request.path.slice("/v1".length);
  if (path === "/oauth2/token") return answerVerdaToken(request);
  if (!isVerdaToken(request)) return failure(401, "unauthorized_request", "Invalid token");
  if (method === "POST" && path === "/scripts") return storeScript(request);
  if (method === "DELETE" && /^\/scripts\/[^/]+$/.test(path)) return textReply("");
  if (path === "/instances") {
    if (method === "POST") return create(request, world);
    if (method === "PUT") return act(request, world);
    return jsonReply(visibleMachines(world.fleet, now).map((one) => toInstance(one, now)));
  }
  const id = /^\/instances\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return null;
  const found = findMachine(world.fleet, id, now);
  return found ? jsonReply(toInstance(found, now)) : invalid("Invalid instance id");
};

function storeScript(request: FeedRequest): Reply {
  const order = scriptOrder.safeParse(jsonBodyOf(request));
  return order.success ? textReply(randomUUID(), 201) : invalid("script should not be empty");
}

function create(request: FeedRequest, world: MachineWorld): Reply {
  const order = createOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return invalid("Invalid request");
  const { instance_type: instanceType, location_code: region, hostname: name, is_spot: isSpot } = order.data;
  const size = sizeOf(world.machines, instanceType);
  if (size === null) return invalid("Invalid instance type");
  if (world.fault?.fault === "no_balance")
    return failure(402, "insufficient_funds", "Not enough funds to deploy this instance");
  const hasRoom = isSpot ? size.stock === "high" : size.stock !== "none";
  if (!hasRoom || !size.places.includes(region))
    return failure(
      503,
      "service_unavailable",
      `Not enough resources to deploy ${instanceType} at the moment.`,
    );
  const rented = rent(world, request, {
    name,
    instanceType,
    region,
    isSpot,
    gpuCount: size.gpuCount,
    usdPerHour: usd(isSpot ? size.spot : size.onDemand, size.gpuCount) ?? 0,
    details: { os_volume_id: randomUUID(), startup_script_id: order.data.startup_script_id ?? null },
  });
  return textReply(rented.id, 202);
}

function act(request: FeedRequest, { fleet }: MachineWorld): Reply {
  const order = actionOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return invalid("Invalid action");
  const { id: ids, action } = order.data;
  const found = ids.map((id) => findMachine(fleet, id, request.now)).filter((one) => one !== null);
  if (found.length < ids.length) return invalid("Invalid instance id");
  const phases = found.map((one) => phaseOf(one, request.now));
  if (action === "delete" && phases.includes("booting"))
    return invalid("Can't discontinue a provisioning instance");
  if (action === "delete" && phases.includes("terminating"))
    return invalid("Can't discontinue a discontinued instance");
  const verb = ({ delete: "terminate", shutdown: "stop", start: "start" } as const)[action];
  for (const one of found) one.order = { verb, at: request.now };
  return textReply("", 202);
}

function toInstance(rented: Rented, now: Date) {
  const { id, name, instanceType, region, usdPerHour, isSpot, gpuCount, createdAt, details } = rented;
  const phase = phaseOf(rented, now);
  return {
    id,
    instance_type: instanceType,
    hostname: name,
    description: name,
    status: statusOf[phase],
    ip: phase === "booting" ? null : "198.51.100.4",
    price_per_hour: usdPerHour,
    currency: "usd",
    location: region,
    is_spot: isSpot,
    created_at: createdAt.toISOString(),
    ssh_key_ids: ["simulated"],
    image: "ubuntu-24.04",
    cpu: { description: "CPU", number_of_cores: 30 },
    gpu: { description: `${gpuCount}x GPU`, number_of_gpus: gpuCount },
    ...details,
  };
}

function invalid(message: string): Reply {
  return failure(400, "invalid_request", message);
}

function failure(status: number, code: string, message: string): Reply {
  return jsonReply({ code, message }, status);
}
