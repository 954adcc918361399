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

const MAX_USER_DATA_CHARACTERS = 64 * 1024;
const MAX_PER_PAGE = 200;

const createOrder = z.object({
  name: z
    .string()
    .max(255)
    .regex(/^[a-zA-Z0-9]?[a-z0-9A-Z.-]*[a-z0-9A-Z]$/),
  region: z.string(),
  size: z.string(),
  image: z.enum(["gpu-h100x1-base", "gpu-h100x8-base", "gpu-amd-base"]),
  ssh_keys: z.array(z.union([z.string().min(1), z.number().int()])).default([]),
  user_data: z.string().max(MAX_USER_DATA_CHARACTERS).optional(),
});
const actionOrder = z.object({ type: z.enum(["shutdown", "power_off", "power_on"]) });

const statusOf: Readonly<Record<Phase, string>> = {
  booting: "new",
  running: "active",
  stopping: "active",
  stopped: "off",
  starting: "off",
  terminating: "active",
  terminated: "archive",
  // The create action has failed, so the droplet does not change any more.
  failed: "new",
};

/** The status of the action that creates a droplet; completed where it is not listed. */
const createdBy: Partial<Record<Phase, string>> = { booting: "in-progress", failed: "errored" };

/** DigitalOcean's GPU droplets: create, list, show, actions, destroy. */
export const answerPaperspaceMachines: MachineFeed = (request, world) => {
  if (keyState(bearerOf(request)) !== "accepted") return null;
  const [, id, below] = /^\/v2\/droplets(?:\/([^/]+)(\/actions)?)?$/.exec(request.path) ?? [];
  if (!request.path.startsWith("/v2/droplets")) return null;
  if (id === undefined && request.path !== "/v2/droplets") return notFound;
  if (id === undefined) return request.method === "POST" ? create(request, world) : list(request, world);
  const found = findMachine(world.fleet, id, request.now);
  if (found === null) return notFound;
  if (below !== undefined)
    return request.method === "POST" ? act(request, found) : listActions(request, found);
  if (request.method !== "DELETE") return jsonReply({ droplet: toDroplet(found, request.now) });
  found.order = { verb: "terminate", at: request.now };
  return { status: 204, contentType: "application/json", body: "" };
};

function create(request: FeedRequest, world: MachineWorld): Reply {
  const order = createOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return unprocessable("Your request body was malformed.");
  const { name, region, size: slug } = order.data;
  const size = sizeOf(world.machines, slug);
  if (size === null) return unprocessable("You specified an invalid size for Droplet creation.");
  if (world.fault?.fault === "quota")
    return unprocessable("creating this/these droplet(s) will exceed your droplet limit");
  if (size.stock === "none" || !size.places.includes(region))
    return unprocessable("Size is not available in this region.");
  const rented = rent(world, request, {
    id: String(3_164_444 + world.fleet.rented.size),
    name,
    instanceType: slug,
    region,
    isSpot: slug.endsWith("-spot"),
    gpuCount: size.gpuCount,
    details: {},
    usdPerHour: usd(size.onDemand ?? size.spot, size.gpuCount) ?? 0,
  });
  const links = {
    actions: [{ id: 7515, rel: "create", href: "https://api.digitalocean.com/v2/actions/7515" }],
  };
  return jsonReply({ droplet: toDroplet(rented, request.now), links }, 202);
}

/** Without `type` the list leaves out droplets with a GPU, which here is all of them. */
function list({ query, now }: FeedRequest, { fleet }: MachineWorld): Reply {
  if (query.has("type") && query.has("tag_name"))
    return jsonReply({ id: "bad_request", message: "type can not be combined with tag_name" }, 400);
  const perPage = Number(query.get("per_page") ?? 20);
  if (!(perPage >= 1 && perPage <= MAX_PER_PAGE))
    return jsonReply({ id: "bad_request", message: "Invalid per_page." }, 400);
  const number = Number(query.get("page") ?? 1);
  const all = query.get("type") === "gpus" ? visibleMachines(fleet, now) : [];
  const next = `https://api.digitalocean.com/v2/droplets?type=gpus&page=${number + 1}&per_page=${perPage}`;
  return jsonReply({
    droplets: all.slice((number - 1) * perPage, number * perPage).map((one) => toDroplet(one, now)),
    links: number * perPage < all.length ? { pages: { next, last: next } } : {},
    meta: { total: all.length },
  });
}

function act(request: FeedRequest, found: Rented): Reply {
  const order = actionOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return unprocessable("You specified an invalid action type.");
  const { type } = order.data;
  if (phaseOf(found, request.now) === "booting") return unprocessable("Droplet already has a pending event.");
  found.order = { verb: type === "power_on" ? "start" : "stop", at: request.now };
  return jsonReply({ action: toAction(found, type, "in-progress", request.now) }, 201);
}

function listActions({ now }: FeedRequest, found: Rented): Reply {
  const created = createdBy[phaseOf(found, now)] ?? "completed";
  return jsonReply({
    actions: [toAction(found, "create", created, found.createdAt)],
    links: {},
    meta: { total: 1 },
  });
}

function toAction({ id, region }: Rented, type: string, status: string, startedAt: Date) {
  return {
    id: 7515,
    status,
    type,
    started_at: startedAt.toISOString(),
    completed_at: null,
    resource_id: Number(id),
    resource_type: "droplet",
    region_slug: region,
  };
}

function toDroplet(rented: Rented, now: Date) {
  const { id, name, instanceType, region, usdPerHour, createdAt } = rented;
  const status = statusOf[phaseOf(rented, now)];
  const address = {
    ip_address: "198.51.100.3",
    netmask: "255.255.240.0",
    gateway: "198.51.100.1",
    type: "public",
  };
  return {
    id: Number(id),
    name,
    memory: 245_760,
    vcpus: 20,
    disk: 720,
    locked: status === "new",
    status,
    created_at: createdAt.toISOString(),
    features: [],
    backup_ids: [],
    next_backup_window: null,
    snapshot_ids: [],
    image: { id: 1, slug: "gpu-h100x1-base" },
    volume_ids: [],
    size_slug: instanceType,
    size: { slug: instanceType, price_hourly: usdPerHour },
    networks: { v4: status === "new" ? [] : [address], v6: [] },
    region: { slug: region, name: region },
    tags: [],
  };
}

function unprocessable(message: string): Reply {
  return jsonReply({ id: "unprocessable_entity", message }, 422);
}

const notFound = jsonReply(
  { id: "not_found", message: "The resource you were accessing could not be found." },
  404,
);
