import { z } from "zod";
import { jsonBodyOf } from "../../json-body";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import {
  findMachine,
  type MachineFeed,
  type MachineWorld,
  type Rented,
  rent,
  sizeOf,
  visibleMachines,
} from "../fleet";
import { usd } from "../state";
import { notFound } from "./feed";

const instances = {
  min_instances: z.number().int().min(0).max(5),
  max_instances: z.number().int().min(0).max(20),
};
const deploymentOrder = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  model: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  version: z.string().length(64),
  hardware: z.string(),
  ...instances,
});
const change = z.strictObject(instances);
const release = z.object({ number: z.number(), model: z.string(), version: z.string(), ...instances });

const PAGE_SIZE = 3;
const OFFLINE_BEFORE_DELETION_MS = 15 * 60_000;

const account = {
  type: "organization",
  username: "simulated",
  name: "Simulated",
  github_url: "https://github.com/simulated",
};

/** One owner's deployments, and the owner's name. They have no status: what is not offline counts as up. */
export const answerReplicateMachines: MachineFeed = (request, world) => {
  const { method, path, now } = request;
  if (keyState(bearerOf(request)) !== "accepted") return null;
  if (method === "GET" && path === "/v1/account") return jsonReply(account);
  const [, , room, owner, name, ...more] = path.split("/");
  if (room !== "deployments" || more.length > 0) return null;
  if (owner === undefined) return method === "POST" ? create(request, world) : list(request, world);
  const isOwn = owner === account.username && name !== undefined;
  const found = isOwn ? findMachine(world.fleet, decodeURIComponent(name), now) : null;
  if (found === null) return notFound;
  if (method === "GET") return jsonReply(toDeployment(found));
  if (method === "PATCH") return update(request, found);
  return method === "DELETE" ? remove(request, world, found) : null;
};

function create(request: FeedRequest, world: MachineWorld): Reply {
  const order = deploymentOrder.safeParse(jsonBodyOf(request));
  if (!order.success) return invalid(`/${order.error.issues[0]?.path.join("/")}`, "is not valid");
  const { name, hardware, ...rest } = order.data;
  if (world.fault?.fault === "no_balance")
    return failure(402, "Insufficient credit", "You have insufficient credit to run this model.");
  if (world.fleet.rented.has(name)) return invalid("/name", `${name} is taken.`);
  const size = sizeOf(world.machines, hardware);
  if (size === null || size.stock === "none")
    return invalid("/hardware", `${hardware} is not a valid hardware SKU.`);
  const rented = rent(world, request, {
    id: name,
    name,
    instanceType: hardware,
    region: null,
    isSpot: false,
    gpuCount: size.gpuCount,
    usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
    details: { number: 1, ...rest },
  });
  return jsonReply(toDeployment(rented));
}

/** The newest first, in pages; the address of the next page is plain http, as in Replicate's own examples. */
function list({ method, query, now }: FeedRequest, { fleet }: MachineWorld): Reply | null {
  if (method !== "GET") return null;
  const all = visibleMachines(fleet, now).reverse();
  const from = Number(query.get("cursor") ?? 0);
  const next = from + PAGE_SIZE < all.length ? from + PAGE_SIZE : null;
  return jsonReply({
    next: next === null ? null : `http://api.replicate.com/v1/deployments?cursor=${next}`,
    previous: null,
    results: all.slice(from, from + PAGE_SIZE).map(toDeployment),
  });
}

function update(request: FeedRequest, rented: Rented): Reply {
  const changed = change.safeParse(jsonBodyOf(request));
  if (!changed.success) return invalid(`/${changed.error.issues[0]?.path.join("/")}`, "is not valid");
  const { number, ...before } = release.parse(rented.details);
  rented.details = { ...before, ...changed.data, number: number + 1 };
  rented.order = { verb: changed.data.max_instances === 0 ? "stop" : "start", at: request.now };
  return jsonReply(toDeployment(rented));
}

function remove({ now }: FeedRequest, { fleet }: MachineWorld, { id, order }: Rented): Reply {
  const offlineMs = order?.verb === "stop" ? now.getTime() - order.at.getTime() : 0;
  if (offlineMs < OFFLINE_BEFORE_DELETION_MS)
    return failure(
      400,
      "Deployment in use",
      "You can only delete deployments that have been offline and unused for at least 15 minutes.",
    );
  fleet.rented.delete(id);
  return { status: 204, contentType: "application/json", body: "" };
}

function toDeployment({ name, instanceType, createdAt, order, details }: Rented) {
  const { number, model, version, min_instances, max_instances } = release.parse(details);
  return {
    owner: account.username,
    name,
    current_release: {
      number,
      model,
      version,
      created_at: (order?.at ?? createdAt).toISOString(),
      created_by: account,
      configuration: { hardware: instanceType, min_instances, max_instances },
    },
  };
}

function invalid(pointer: string, detail: string): Reply {
  return jsonReply(
    {
      title: "Validation failed",
      status: 400,
      errors: [{ pointer, detail }],
      detail: `The following errors occurred:\n- ${pointer.slice(1)}: ${detail}`,
    },
    400,
  );
}

function failure(status: number, title: string, detail: string): Reply {
  return jsonReply({ title, detail, status }, status);
}
