import { z } from "zod";
import { type FeedRequest, jsonReply, keyState, type Reply, readJson } from "../../reply";
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

const pair = z.strictObject({ name: z.string().min(1), value: z.string() });
const createOrder = z.strictObject({
  cloud: z.string(),
  region: z.string(),
  shade_instance_type: z.string(),
  shade_cloud: z.boolean(),
  name: z.string().min(1),
  os: z.string().optional(),
  ssh_key_id: z.string().optional(),
  auto_delete: z
    .strictObject({ date_threshold: z.string().optional(), spend_threshold: z.string().optional() })
    .optional(),
  tags: z.array(z.string()).optional(),
  launch_configuration: z
    .discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("script"),
        script_configuration: z.strictObject({ base64_script: z.base64() }),
      }),
      z.strictObject({
        type: z.literal("docker"),
        docker_configuration: z.strictObject({
          image: z.string().min(1),
          envs: z.array(pair).optional(),
          port_mappings: z
            .array(z.strictObject({ host_port: z.number().int(), container_port: z.number().int() }))
            .optional(),
        }),
      }),
    ])
    .optional(),
});

const kept = z.object({
  order: createOrder,
  gpu: z.string(),
  vramGib: z.number(),
  vcpus: z.number(),
  ramGib: z.number(),
});

const statusOf = {
  booting: "pending_provider",
  running: "active",
  stopping: "active",
  stopped: "active",
  starting: "active",
  terminating: "deleting",
  terminated: "deleted",
  failed: "error",
} as const satisfies Record<Phase, string>;

/** Instances on the clouds behind: create, list, show, delete. There is no stop. */
export const answerShadeformMachines: MachineFeed = (request, world) => {
  const { method, path, now } = request;
  const [, id, verb] = /^\/v1\/instances\/([^/]+)\/(info|delete)$/.exec(path) ?? [];
  const isCreate = method === "POST" && path === "/v1/instances/create";
  const isList = method === "GET" && path === "/v1/instances";
  // The feed refuses a wrong key.
  if (keyState(request.headers["x-api-key"]) !== "accepted") return null;
  if (isCreate) return create(request, world);
  if (isList)
    return jsonReply({ instances: visibleMachines(world.fleet, now).map((one) => toInstance(one, now)) });
  if (id === undefined || method !== (verb === "info" ? "GET" : "POST")) return null;
  const found = findMachine(world.fleet, id, now);
  if (found === null) return jsonReply({ code: "NOT_FOUND", message: "Instance not found" }, 404);
  if (verb === "info") return jsonReply(toInstance(found, now));
  if (found.order?.verb !== "terminate") found.order = { verb: "terminate", at: now };
  return { status: 200, contentType: "application/json", body: "" };
};

function create(request: FeedRequest, world: MachineWorld): Reply {
  const read = readJson(request.body);
  const order = createOrder.safeParse(read.ok ? read.value : null);
  if (!order.success) return refusal(400, "INVALID_REQUEST", "The request body is invalid.");
  const { cloud, region, shade_instance_type: type, name } = order.data;
  if (world.fault?.fault === "no_balance")
    return refusal(
      409,
      "INSUFFICIENT_FUNDS",
      "Balance must be a minimum of $5 to launch an instance. Current balance [$0].",
    );
  const size = world.machines.find((one) => isOf(one, cloud, type));
  if (size === undefined) return refusal(404, "NOT_FOUND", `The instance type [${type}] does not exist.`);
  if (!isFreeIn(size, region))
    return refusal(
      409,
      "OUT_OF_STOCK",
      `The instance type [${type}] is not available in the region [${region}]`,
    );
  const { gpuCount, gpu, vramGib, vcpus, ramGib, instanceType } = size;
  const { id } = rent(world, request, {
    name,
    instanceType,
    region,
    isSpot: false,
    gpuCount,
    usdPerHour: usd(size.onDemand, gpuCount) ?? 0,
    details: { order: order.data, gpu, vramGib, vcpus: vcpus ?? 0, ramGib: ramGib ?? 0 },
  });
  return jsonReply({ id });
}

/** In the market a type's name begins with its cloud; the vendor writes "_" for "-". */
function isOf({ instanceType }: Machine, cloud: string, type: string): boolean {
  const [ownCloud = "", ownType = ""] = instanceType.split(/_(.*)/s);
  return ownCloud === cloud && ownType.replaceAll("-", "_") === type;
}

/** As in the feed: a scarce type is available in its first region only. */
function isFreeIn({ stock, places }: Machine, region: string): boolean {
  return stock !== "none" && (stock === "low" ? places[0] === region : places.includes(region));
}

function toInstance(rented: Rented, now: Date) {
  const { order, gpu, vramGib, vcpus, ramGib } = kept.parse(rented.details);
  const status = statusOf[phaseOf(rented, now)];
  const isReachable = status !== "pending_provider";
  const hours = (now.getTime() - rented.createdAt.getTime()) / 3_600_000;
  return {
    id: rented.id,
    cloud: order.cloud,
    region: order.region,
    shade_instance_type: order.shade_instance_type,
    cloud_instance_type: `gpu_${rented.gpuCount}x`,
    cloud_assigned_id: `assigned-${rented.id}`,
    shade_cloud: order.shade_cloud,
    name: rented.name,
    configuration: {
      memory_in_gb: Math.round(ramGib),
      storage_in_gb: 512,
      vcpus: Math.round(vcpus),
      num_gpus: rented.gpuCount,
      gpu_type: gpu,
      interconnect: "pcie",
      vram_per_gpu_in_gb: Math.round(vramGib),
      gpu_manufacturer: "nvidia",
      os: order.os ?? "ubuntu22.04_cuda12.2_shade_os",
    },
    ip: isReachable ? "203.0.113.9" : "",
    ssh_user: "shadeform",
    ssh_port: 22,
    status,
    cost_estimate: (hours * rented.usdPerHour).toFixed(4),
    hourly_price: Math.max(1, Math.round(rented.usdPerHour * 100)),
    ...(order.launch_configuration ? { launch_configuration: order.launch_configuration } : {}),
    created_at: rented.createdAt.toISOString(),
    // Go's zero time, until the instance is deleted.
    deleted_at: "0001-01-01T00:00:00Z",
  };
}

/** Refused launches name their code differently from the rest of the API. */
function refusal(status: number, error_code: string, error: string): Reply {
  return jsonReply({ error_code, error }, status);
}
