import { z } from "zod";
import { jsonBodyOf } from "../../json-body";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply, readJson } from "../../reply";
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
import { type Machine, usd } from "../state";

const order = z.strictObject({
  image: z.string().min(1),
  label: z.string().max(1024).optional(),
  disk: z.number().positive().default(8),
  runtype: z.enum(["ssh", "jupyter", "args", "ssh_proxy", "ssh_direct", "jupyter_proxy", "jupyter_direct"]),
  onstart: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
  price: z.number().min(0.001).max(128).nullish(),
  cancel_unavail: z.boolean().optional(),
});
type Order = z.infer<typeof order>;

const stateChange = z.strictObject({ state: z.enum(["running", "stopped"]) });

const FIRST_CONTRACT = 30_000_001;
const PAGE_SIZE = 25;
const USD_PER_GB_MONTH = 0.15;

/** The container's state, and the contract's: current, intended, next. */
const statesOf = {
  booting: ["loading", "running", "running", "running"],
  running: ["running", "running", "running", "running"],
  stopping: ["running", "running", "stopped", "stopped"],
  stopped: ["exited", "stopped", "stopped", "stopped"],
  starting: ["exited", "stopped", "running", "running"],
  terminating: ["exited", "unloaded", "stopped", "unloaded"],
  terminated: ["exited", "unloaded", "stopped", "unloaded"],
  failed: ["exited", "running", "running", "running"],
} as const satisfies Record<Phase, readonly string[]>;

/** Accepting asks, and the instances that result. The feed answers searches, except those with a wrong key. */
export const answerVastaiMachines: MachineFeed = (request, world) => {
  const path = request.path.replace(/\/$/, "");
  const key = keyState(bearerOf(request));
  if (path === "/api/v0/bundles")
    return key === "wrong" ? refusal(404, "auth_error", "Invalid user key") : null;
  const [, ask] = /^\/api\/v0\/asks\/([^/]+)$/.exec(path) ?? [];
  const [, instance] = /^\/api\/v0\/instances\/([^/]+)$/.exec(path) ?? [];
  const isList = path === "/api/v1/instances" && request.method === "GET";
  if (ask === undefined && instance === undefined && !isList) return null;
  if (key !== "accepted") return refusal(401, "auth_error", "Invalid user key");
  if (isList) return list(request, world);
  if (ask !== undefined)
    return request.method === "PUT" ? accept(request, world, ask) : refusal(405, "method_not_allowed", "");
  return answerInstance(request, world, instance ?? "");
};

function accept(request: FeedRequest, world: MachineWorld, id: string): Reply {
  const read = order.safeParse(jsonBodyOf(request));
  if (!read.success || !/^\d+$/.test(id))
    return refusal(400, "invalid_args", "error 400/3467: Invalid args", { ask_id: Number(id) || 0 });
  if (world.fault?.fault === "no_balance")
    return refusal(400, "insufficient_credit", "Your account lacks credit; see the billing page.");
  const size = sizeOf(world.machines, id);
  if (size === null)
    return refusal(
      404,
      "invalid_args",
      `error 404/3603: no_such_ask Instance type by id ${id} is not available.`,
    );
  const isBid = read.data.price != null;
  const isFree = size.stock !== "none";
  if (!isFree && !isBid) return gone(id);
  const rented = place(request, world, { size, asked: read.data });
  if (isFree) return jsonReply({ success: true, new_contract: Number(rented.id) });
  // Refused, but it leaves a stopped instance whose disk is billed.
  rented.order = { verb: "stop", at: new Date(0) };
  return gone(id, { new_contract: Number(rented.id) });
}

function gone(id: string, more: object = {}): Reply {
  const msg = `error 410/3907: no_such_ask Instance type ${id} is no longer available.`;
  return refusal(410, "no_such_ask", msg, { ask_id: Number(id), ...more });
}

function place(
  request: FeedRequest,
  world: MachineWorld,
  { size, asked }: { size: Machine; asked: Order },
): Rented {
  return rent(world, request, {
    id: String(FIRST_CONTRACT + world.fleet.rented.size),
    name: asked.label ?? "",
    instanceType: size.instanceType,
    region: size.places[0] ?? null,
    isSpot: asked.price != null,
    gpuCount: size.gpuCount,
    details: asked,
    usdPerHour: asked.price ?? usd(size.onDemand, size.gpuCount) ?? 0,
  });
}

function answerInstance(request: FeedRequest, world: MachineWorld, id: string): Reply {
  if (!/^\d+$/.test(id)) return refusal(400, "invalid_args", "invalid instance_id");
  const found = findMachine(world.fleet, id, request.now);
  if (found === null) return refusal(404, "no_such_instance", `Instance ${id} not found.`);
  if (request.method === "GET") return jsonReply({ instances: toInstance(found, request.now) });
  if (request.method === "DELETE") {
    if (found.order?.verb !== "terminate") found.order = { verb: "terminate", at: request.now };
    return jsonReply({ success: true, msg: "Instance destroyed successfully" });
  }
  const change = stateChange.safeParse(jsonBodyOf(request));
  if (request.method !== "PUT" || !change.success)
    return refusal(400, "invalid_args", "error 400/3467: Invalid args");
  const verb = change.data.state === "stopped" ? "stop" : "start";
  if (found.order?.verb !== verb) found.order = { verb, at: request.now };
  return jsonReply({ success: true });
}

/** 25 to a page; the cursor encodes the id of the last one as the vendor does. */
function list({ query, now }: FeedRequest, { fleet }: MachineWorld): Reply {
  const after = cursorOf(query.get("after_token"));
  if (after === null) return jsonReply({ error: "invalid_token", msg: "Invalid after_token" }, 400);
  const asked = Number(query.get("limit") ?? PAGE_SIZE);
  const size = asked <= 0 ? 5 : Math.min(asked, PAGE_SIZE);
  const all = visibleMachines(fleet, now).sort((one, other) => Number(one.id) - Number(other.id));
  const rest = all.filter(({ id }) => Number(id) > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return jsonReply({
    success: true,
    total_instances: all.length,
    instances_found: page.length,
    label_counts: {},
    instances: page.map((one) => toInstance(one, now)),
    next_token: last && rest.length > size ? btoa(JSON.stringify({ values: { id: Number(last.id) } })) : null,
  });
}

function cursorOf(token: string | null): number | null {
  if (token === null) return 0;
  const read = readJson(Buffer.from(token, "base64").toString());
  const cursor = z.object({ values: z.object({ id: z.number() }) }).safeParse(read.ok ? read.value : null);
  return cursor.success ? cursor.data.values.id : null;
}

function toInstance(rented: Rented, now: Date) {
  const asked = order.parse(rented.details);
  const [actual, current, intended, next] = statesOf[phaseOf(rented, now)];
  const diskUsdPerHour = Math.round(((asked.disk * USD_PER_GB_MONTH) / 720) * 1e6) / 1e6;
  const isRunning = actual === "running";
  return {
    id: Number(rented.id),
    label: rented.name === "" ? null : rented.name,
    is_bid: rented.isSpot,
    actual_status: actual,
    cur_state: current,
    intended_status: intended,
    next_state: next,
    status_msg: isRunning ? `success, running ${asked.image}/ssh` : null,
    image_uuid: asked.image,
    num_gpus: rented.gpuCount,
    gpu_name: rented.instanceType.replace(/^\d+x /, ""),
    disk_space: asked.disk,
    dph_base: rented.usdPerHour,
    dph_total: Math.round((rented.usdPerHour + diskUsdPerHour) * 1e6) / 1e6,
    storage_cost: USD_PER_GB_MONTH,
    storage_total_cost: diskUsdPerHour,
    geolocation: rented.region ?? "",
    public_ipaddr: "192.0.2.45",
    ssh_host: "ssh4.vast.ai",
    ssh_port: 10_600,
    ...(isRunning ? { ports: { "22/tcp": [{ HostIp: "0.0.0.0", HostPort: "20000" }] } } : {}),
    start_date: rented.createdAt.getTime() / 1000,
  };
}

function refusal(status: number, error: string, msg: string, more: object = {}): Reply {
  return jsonReply({ success: false, error, msg, ...more }, status);
}
