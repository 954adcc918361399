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

const common = {
  region: z.string(),
  plan: z.string(),
  label: z.string(),
  user_data: z.base64().optional(),
};
const orders = {
  instances: z.object({ ...common, os_id: z.number().int() }),
  "bare-metals": z.object({ ...common, image_id: z.string().min(1) }),
};
type Kind = keyof typeof orders;

/** status, power_status, server_status of a virtual machine. */
const statusesOf: Readonly<Record<Phase, readonly [string, string, string]>> = {
  booting: ["pending", "running", "none"],
  running: ["active", "running", "ok"],
  stopping: ["active", "running", "ok"],
  stopped: ["active", "stopped", "ok"],
  starting: ["active", "running", "installingbooting"],
  terminating: ["active", "stopped", "locked"],
  terminated: ["active", "stopped", "locked"],
  failed: ["failed", "stopped", "none"],
};

/** Vultr's virtual machines and bare metal, and which plans a region has available. */
export const answerVultrMachines: MachineFeed = (request, world) => {
  const { method, path, now } = request;
  const region = /^\/v2\/regions\/([^/]+)\/availability$/.exec(path)?.[1];
  if (region !== undefined) return availability(world, region);
  const [, word, id, verb] =
    /^\/v2\/(instances|bare-metals)(?:\/([^/]+)(?:\/(halt|start))?)?$/.exec(path) ?? [];
  const kind = word === "instances" || word === "bare-metals" ? word : null;
  if (kind === null) return null;
  if (keyState(bearerOf(request)) !== "accepted") return failure("Invalid API token.", 401);
  if (id === undefined) return method === "POST" ? create(request, world, kind) : list(request, world, kind);
  const found = findMachine(world.fleet, id, now);
  if (found === null || kindOf(found.instanceType) !== kind) return failure("Invalid instance.", 404);
  if (verb !== undefined) return act(found, { verb: verb === "halt" ? "stop" : "start", at: now });
  if (method === "DELETE") return act(found, { verb: "terminate", at: now });
  return jsonReply({ [kind === "instances" ? "instance" : "bare_metal"]: toServer(found, now) });
};

function kindOf(plan: string): Kind {
  return plan.startsWith("vbm-") ? "bare-metals" : "instances";
}

function act(found: Rented, order: NonNullable<Rented["order"]>): Reply {
  found.order = order;
  return { status: 204, contentType: "application/json", body: "" };
}

function create(request: FeedRequest, world: MachineWorld, kind: Kind): Reply {
  const order = orders[kind].safeParse(jsonBodyOf(request));
  if (!order.success) return failure("Bad request.", 400);
  const { region, plan, label } = order.data;
  const size = sizeOf(world.machines, plan);
  if (size === null || kindOf(plan) !== kind) return failure("Invalid plan chosen.", 400);
  if (world.fault?.fault === "quota")
    return failure(
      "Server add failed: You have reached the maximum number of active instances for this account.",
      400,
    );
  if (!plansIn(world, region).includes(plan)) return failure("Server add failed.", 400);
  const rented = rent(world, request, {
    name: label,
    instanceType: plan,
    region,
    isSpot: false,
    gpuCount: size.gpuCount,
    details: {},
    usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
  });
  return jsonReply(
    { [kind === "instances" ? "instance" : "bare_metal"]: toServer(rented, request.now) },
    202,
  );
}

function availability(world: MachineWorld, region: string): Reply {
  return jsonReply({ available_plans: plansIn(world, region) });
}

function plansIn({ machines }: MachineWorld, region: string): string[] {
  return machines
    .filter(({ stock, places }) => stock !== "none" && places.includes(region))
    .map(({ instanceType }) => instanceType);
}

function list({ query, now }: FeedRequest, { fleet }: MachineWorld, kind: Kind): Reply {
  const perPage = Number(query.get("per_page") ?? 100);
  if (!(perPage >= 1 && perPage <= 500)) return failure("Invalid per_page value.", 400);
  const all = visibleMachines(fleet, now).filter(({ instanceType }) => kindOf(instanceType) === kind);
  const from = Number(query.get("cursor") ?? 0);
  const next = from + perPage < all.length ? String(from + perPage) : "";
  const rows = all.slice(from, from + perPage).map((one) => toServer(one, now));
  const name = kind === "instances" ? "instances" : "bare_metals";
  return jsonReply({ [name]: rows, meta: { total: all.length, links: { next, prev: "" } } });
}

function toServer(rented: Rented, now: Date) {
  const { id, name: label, instanceType: plan, region, createdAt } = rented;
  const [status, power_status, server_status] = statusesOf[phaseOf(rented, now)];
  return {
    id,
    os: "Ubuntu 22.04 x64",
    plan,
    region,
    label,
    tags: [],
    status,
    default_password: "simulated",
    main_ip: status === "pending" ? "0.0.0.0" : "198.51.100.5",
    date_created: createdAt.toISOString().replace(/\.\d+Z$/, "+00:00"),
    ...(kindOf(plan) === "instances" ? { power_status, server_status } : {}),
  };
}

function failure(error: string, status: number): Reply {
  return jsonReply({ error, status }, status);
}
