import { z } from "zod";
import {
  findMachine,
  type MachineFeed,
  type MachineWorld,
  phaseOf,
  type Rented,
  rent,
  visibleMachines,
} from "./fleet";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply, readJson } from "./reply";
import { usd } from "./state";

const launchOrder = z.object({
  model_name: z.string().min(1),
  gpu: z.string(),
  num_gpus: z.int().positive(),
  hf: z.object({ repo: z.string() }),
});

const statusOf = {
  booting: "deploying",
  running: "running",
  stopping: "stopping",
  stopped: "stopped",
  starting: "deploying",
  terminating: "deleted",
  terminated: "deleted",
  failed: "failed",
} as const;

/** Dedicated deployments: create, list, show, stop, start, delete. */
export const answerDeepinfraMachines: MachineFeed = (request, world) => {
  const { method, path, now } = request;
  if (!path.startsWith("/deploy/")) return null;
  if (keyState(bearerOf(request)) !== "accepted") return failure(401, "Invalid API key");
  if (method === "POST" && path === "/deploy/llm") return launch(request, world);
  if (method === "GET" && path === "/deploy/list")
    return jsonReply(visibleMachines(world.fleet, now).map((one) => toDeployment(one, now)));
  const [, id = "", verb] = /^\/deploy\/([^/]+)(?:\/(stop|start))?$/.exec(path) ?? [];
  const found = findMachine(world.fleet, id, now);
  if (found === null) return failure(404, "Deployment not found");
  if (method === "GET") return jsonReply(toDeployment(found, now));
  if (method === "DELETE") found.order = { verb: "terminate", at: now };
  else if (verb === "stop" || verb === "start") found.order = { verb, at: now };
  return jsonReply(toDeployment(found, now));
};

function launch(request: FeedRequest, world: MachineWorld): Reply {
  const read = readJson(request.body);
  const order = launchOrder.safeParse(read.ok ? read.value : null);
  if (!order.success) return failure(422, "Invalid request");
  const { gpu, num_gpus: gpuCount, model_name: name, hf } = order.data;
  const size = world.machines.find((machine) => machine.gpu === gpu && machine.gpuCount === gpuCount);
  if (!size) return failure(400, `Unknown GPU configuration ${gpuCount}x${gpu}`);
  if (world.fault?.fault === "no_balance") return failure(402, "Insufficient balance");
  if (visibleMachines(world.fleet, request.now).some((one) => one.name === name))
    return failure(409, `Model ${name} already exists`);
  if (size.stock === "none") return failure(400, "No GPUs available for this deployment");
  const rented = rent(world, request, {
    ...{ name, instanceType: size.instanceType, region: null, isSpot: false, gpuCount },
    ...{ usdPerHour: usd(size.onDemand, gpuCount) ?? 0, details: { repository: hf.repo } },
  });
  return jsonReply({ deploy_id: rented.id });
}

function toDeployment(rented: Rented, now: Date) {
  return {
    deploy_id: rented.id,
    model_name: `simulated/${rented.name}`,
    type: "llm",
    status: statusOf[phaseOf(rented, now)],
    created_at: rented.createdAt.toISOString(),
    config: { gpu: rented.instanceType, num_gpus: rented.gpuCount },
  };
}

function failure(status: number, error: string): Reply {
  return jsonReply({ detail: { error } }, status);
}
