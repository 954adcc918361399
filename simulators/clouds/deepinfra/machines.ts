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
import { usd } from "../state";

const gpus = [
  "L4-24GB",
  "L40S-48GB",
  "A100-80GB",
  "H100-80GB",
  "H200-141GB",
  "B200-180GB",
  "B300-270GB",
  "RTXPRO6000-96GB",
  "other",
];
const launchOrder = z.strictObject({
  model_name: z.string().min(1),
  gpu: z.enum(gpus),
  num_gpus: z.int().min(1).max(8).default(1),
  max_batch_size: z.int().min(1).max(256).default(96),
  hf: z.strictObject({ repo: z.string() }),
  settings: z.strictObject({ min_instances: z.int(), max_instances: z.int() }).optional(),
});

const statusOf: Readonly<Record<Phase, string>> = {
  booting: "downloading",
  running: "running",
  stopping: "stopped",
  stopped: "stopped",
  starting: "deploying",
  terminating: "deleted",
  terminated: "deleted",
  failed: "failed",
};
/** The statuses that are listed by default. */
const LISTED = "initializing,downloading,deploying,running";
const statuses = new Set([...LISTED.split(","), "stopped", "failed", "deleted"]);

/** Dedicated deployments as in the vendor's OpenAPI document: create, list, show, stop, start, delete. */
export const answerDeepinfraMachines: MachineFeed = (request, world) => {
  const { method, path, now } = request;
  if (!path.startsWith("/deploy/")) return null;
  if (keyState(bearerOf(request)) !== "accepted") return failure(401, "Invalid API key");
  if (method === "POST" && path === "/deploy/llm") return launch(request, world);
  if (method === "GET" && path === "/deploy/list") return list(request, world);
  const [, id = "", verb] = /^\/deploy\/([^/]+)(?:\/(stop|start))?$/.exec(path) ?? [];
  const found = findMachine(world.fleet, id, now);
  if (found === null) return failure(404, "Deployment not found");
  if (method === "GET") return jsonReply(toDeployment(found, now));
  if (method === "DELETE") found.order = { verb: "terminate", at: now };
  else if (verb === "stop" || verb === "start") found.order = { verb, at: now };
  return jsonReply({ deploy_id: found.id });
};

function list({ query, now }: FeedRequest, { fleet }: MachineWorld): Reply {
  const wanted = (query.get("status") ?? LISTED).split(",");
  const unknown = wanted.find((one) => !statuses.has(one));
  if (unknown !== undefined) return failure(400, `Invalid status ${unknown}`);
  const all = visibleMachines(fleet, now).map((one) => toDeployment(one, now));
  return jsonReply(all.filter(({ status }) => wanted.includes(status)));
}

function launch(request: FeedRequest, world: MachineWorld): Reply {
  const order = launchOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return failure(422, order.error.issues[0]?.message ?? "Invalid request");
  const { gpu, num_gpus: gpuCount, model_name: name, hf } = order.data;
  const card = gpu.split("-")[0] ?? "";
  const size = world.machines.find((one) => one.gpu.split("-")[0] === card && one.gpuCount === gpuCount);
  if (!size) return failure(400, `Unknown GPU configuration ${gpuCount}x${gpu}`);
  if (world.fault?.fault === "no_balance") return failure(402, "Insufficient balance");
  if (visibleMachines(world.fleet, request.now).some((one) => one.name === name))
    return failure(409, `Model ${name} already exists`);
  if (size.stock === "none") return failure(400, "No GPUs available for this deployment");
  const rented = rent(world, request, {
    name,
    instanceType: gpu,
    region: null,
    isSpot: false,
    gpuCount,
    usdPerHour: usd(size.onDemand, gpuCount) ?? 0,
    details: { repository: hf.repo },
  });
  return jsonReply(toDeployment(rented, request.now));
}

function toDeployment(rented: Rented, now: Date) {
  const status = statusOf[phaseOf(rented, now)];
  const at = rented.createdAt.toISOString().replace("Z", "+00:00");
  return {
    type: "llm",
    deploy_id: rented.id,
    model_name: `simulated/${rented.name}`,
    version: "1",
    task: "text-generation",
    status,
    created_at: at,
    updated_at: at,
    fail_reason: status === "failed" ? "Initialization failed" : "",
    config: { gpu: rented.instanceType, num_gpus: rented.gpuCount, max_batch_size: 64 },
  };
}

function failure(status: number, error: string): Reply {
  return jsonReply({ error }, status);
}
