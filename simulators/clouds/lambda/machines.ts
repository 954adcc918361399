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

const launchOrder = z.object({
  region_name: z.string(),
  instance_type_name: z.string(),
  ssh_key_names: z.array(z.string()).length(1),
  name: z.string().nullish(),
});
const instanceIds = z.object({ instance_ids: z.array(z.string()).min(1) });

const statusOf = {
  booting: "booting",
  running: "active",
  stopping: "active",
  stopped: "active",
  starting: "active",
  terminating: "terminating",
  terminated: "terminated",
  failed: "unhealthy",
} as const;

/** Lambda Cloud's instances: launch, list, show, terminate. There is no stop. */
export const answerLambdaMachines: MachineFeed = (request, world) => {
  const { method, path } = request;
  if (keyState(bearerOf(request)) !== "accepted") return null;
  if (method === "POST" && path === "/api/v1/instance-operations/launch") return launch(request, world);
  if (method === "POST" && path === "/api/v1/instance-operations/terminate") return terminate(request, world);
  if (method !== "GET") return null;
  if (path === "/api/v1/instances")
    return jsonReply({
      data: visibleMachines(world.fleet, request.now).map((one) => toInstance(one, request.now)),
    });
  const id = /^\/api\/v1\/instances\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return null;
  const found = findMachine(world.fleet, id, request.now);
  return found ? jsonReply({ data: toInstance(found, request.now) }) : notFound;
};

function launch(request: FeedRequest, world: MachineWorld): Reply {
  const order = launchOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return failure(400, "global/invalid-parameters", "Invalid request data.");
  const { instance_type_name: instanceType, region_name: region, name } = order.data;
  const size = sizeOf(world.machines, instanceType);
  if (size === null)
    return failure(404, "global/object-does-not-exist", "Specified instance type does not exist.");
  if (world.fault?.fault === "quota")
    return failure(400, "global/quota-exceeded", "Quota exceeded for this instance type.");
  if (size.stock === "none" || !size.places.includes(region))
    return failure(
      400,
      "instance-operations/launch/insufficient-capacity",
      "Not enough capacity to fulfill launch request.",
    );
  const rented = rent(world, request, {
    name: name ?? "",
    instanceType,
    region,
    isSpot: false,
    gpuCount: size.gpuCount,
    usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
    details: {},
  });
  return jsonReply({ data: { instance_ids: [rented.id] } });
}

function terminate(request: FeedRequest, { fleet }: MachineWorld): Reply {
  const order = instanceIds.safeParse(jsonBodyOf(request));
  if (!order.success) return failure(400, "global/invalid-parameters", "Invalid request data.");
  const found = order.data.instance_ids.map((id) => findMachine(fleet, id, request.now));
  const standing = found.filter((one) => one !== null);
  if (standing.length < found.length) return notFound;
  for (const one of standing) one.order = { verb: "terminate", at: request.now };
  return jsonReply({ data: { terminated_instances: standing.map((one) => toInstance(one, request.now)) } });
}

function toInstance({ id, name, instanceType, region, usdPerHour, gpuCount, ...rented }: Rented, now: Date) {
  const phase = phaseOf({ id, name, instanceType, region, usdPerHour, gpuCount, ...rented }, now);
  const hasAddress = phase !== "booting";
  return {
    id,
    name,
    ...(hasAddress ? { ip: "198.51.100.2", private_ip: "10.0.0.2" } : {}),
    status: statusOf[phase],
    ssh_key_names: ["gpubroker"],
    file_system_names: [],
    region: { name: region, description: "California, USA" },
    instance_type: {
      name: instanceType,
      description: `${gpuCount}x GPU`,
      gpu_description: "GPU",
      price_cents_per_hour: Math.round(usdPerHour * 100),
      specs: { vcpus: 26, memory_gib: 200, storage_gib: 512, gpus: gpuCount },
    },
    actions: action(phase),
  };
}

function action(phase: string) {
  const can = { available: phase === "running" };
  return { migrate: can, rebuild: can, restart: can, cold_reboot: can, terminate: { available: true } };
}

function failure(status: number, code: string, message: string): Reply {
  return jsonReply({ error: { code, message, suggestion: "Correct the request and try again." } }, status);
}

const notFound = failure(404, "global/object-does-not-exist", "Specified object does not exist.");
