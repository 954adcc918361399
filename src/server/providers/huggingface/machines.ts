import { createHash } from "node:crypto";
import { z } from "zod";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { done, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";
import { readInstanceType, type Size } from "./offer-id";

const states: Readonly<Record<string, MachineState>> = {
  pending: "pending",
  initializing: "provisioning",
  // The old revision keeps serving, even after a failed update.
  updating: "running",
  running: "running",
  updateFailed: "failed",
  failed: "failed",
  paused: "stopped",
  // Starts again by itself at the next request.
  scaledToZero: "stopped",
};

/** Statuses in the account's list that allow a launch; the others (reserved, deprecated) do not. */
const obtainable: readonly string[] = ["available", "low_availability"];

const MAX_NAME_LENGTH = 32;

const endpoint = z.object({
  name: z.string().min(1),
  tags: z.array(z.string()).nullish(),
  provider: z.object({ region: z.string().nullish() }).nullish(),
  status: z.object({ state: z.string(), url: z.string().nullish(), createdAt: z.string().nullish() }),
});

const compute = z.object({
  instanceType: z.string(),
  instanceSize: z.string(),
  status: z.string(),
  quota: z.object({ maxAccelerators: z.number(), usedAccelerators: z.number() }).nullish(),
});
const hardware = z.object({
  vendors: z.array(
    z.object({
      name: z.string(),
      regions: z.array(z.object({ name: z.string(), computes: z.array(compute) })),
    }),
  ),
});

const failure = z.object({ error: z.string() });
const refusal = refusalsOf({
  slug: "huggingface",
  source:
    "https://api.endpoints.huggingface.cloud, swagger; github.com/huggingface/huggingface_hub ee0a451 (2026-11-23)",
  body: failure,
  read: ({ error }) => ({ meaning: null, words: error }),
  byStatus: statusesWithoutCodes,
});

type PlacedSize = Size & { region: string };

/** Endpoints that serve a model. Bodies and paths are those of Hugging Face's own client, huggingface_hub of 2026-08. */
export const huggingfaceMachines: MachineApi = {
  rents: "endpoint",
  secretNames: ["HF_TOKEN"],
  settingNames: ["HF_NAMESPACE"],
  authHeaders: ({ HF_TOKEN = "" }) => ({ authorization: `Bearer ${HF_TOKEN}` }),
  orderedTwice: "a refusal",
  goneNeedsList: true,
  billedWhenStopped: "nothing",
  launch: async (request, order) => {
    const { model } = order;
    const size = sizeOf(order);
    if (model === null) return refused("invalid", "model: an endpoint needs one");
    if (size === null)
      return refused(
        "invalid",
        `instanceType: "${order.offer.instanceType}" in ${order.offer.region ?? "no region"} is no size`,
      );
    const missing = await hindrance(request, size, order.offer.gpuCount);
    if (missing !== null) return missing;
    const body = launchBody(order, size, model);
    const answer = await request.call({ method: "POST", path: pathOf(request), body });
    // The name is taken: an earlier order with this mark was carried out, so the caller must look for it.
    if (answer.status === 409) return refused("unknown_outcome", textOf(answer));
    return isSuccess(answer) ? done(toMachine(readAnswer("huggingface", endpoint, answer))) : refusal(answer);
  },
  get: async (request, id) => {
    const answer = await request.call({ path: pathOf(request, id) });
    return isSuccess(answer) ? done(toMachine(readAnswer("huggingface", endpoint, answer))) : refusal(answer);
  },
  listOurs: async (request) => {
    const answer = await request.call({ path: pathOf(request) });
    if (!isSuccess(answer)) return refusal(answer);
    const { items } = readAnswer("huggingface", z.object({ items: z.array(endpoint) }), answer);
    return done(items.map(toMachine).filter(({ mark }) => mark !== null));
  },
  terminate: (request, id) => change(request, id, { method: "DELETE", verb: "" }),
  stop: (request, id) => change(request, id, { method: "POST", verb: "/pause" }),
  start: (request, id) => change(request, id, { method: "POST", verb: "/resume" }),
};

/** Each is answered with the endpoint. */
async function change(
  request: MachineRequest,
  id: string,
  { method, verb }: { method: "DELETE" | "POST"; verb: "" | "/pause" | "/resume" },
) {
  const answer = await request.call({ method, path: `${pathOf(request, id)}${verb}`, isRepeatable: true });
  if (verb === "/resume" && isRunningAlready(answer)) return done(null);
  if (!isSuccess(answer)) return refusal(answer);
  readAnswer("huggingface", endpoint.extend({ name: z.literal(id) }), answer);
  return done(null);
}

function pathOf({ secrets }: MachineRequest, id?: string): string {
  const namespace = `/v2/endpoint/${encodeURIComponent(secrets.HF_NAMESPACE ?? "")}`;
  return id === undefined ? namespace : `${namespace}/${encodeURIComponent(id)}`;
}

function sizeOf({ offer: { instanceType, region } }: LaunchOrder): PlacedSize | null {
  const size = readInstanceType(instanceType);
  return size === null || region === null ? null : { ...size, region };
}

/**
 * Why this account cannot launch this size now, or null.
 *
 * A refused creation explains itself only in words. The account's own list has figures, so it is read first.
 */
async function hindrance(request: MachineRequest, size: PlacedSize, gpuCount: number) {
  const namespace = encodeURIComponent(request.secrets.HF_NAMESPACE ?? "");
  const answer = await request.call({ path: `/v2/provider/${namespace}` });
  if (!isSuccess(answer)) return refusal(answer);
  const { vendors } = readAnswer("huggingface", hardware, answer);
  const found = vendors
    .filter(({ name }) => name === size.vendor)
    .flatMap(({ regions }) => regions.filter(({ name }) => name === size.region))
    .flatMap(({ computes }) => computes)
    .find((one) => one.instanceType === size.instanceType && one.instanceSize === size.instanceSize);
  if (found === undefined || !obtainable.includes(found.status))
    return refused("no_capacity", `${size.region}: ${found?.status ?? "not listed"}`);
  const { maxAccelerators, usedAccelerators } = found.quota ?? { maxAccelerators: null, usedAccelerators: 0 };
  if (maxAccelerators !== null && usedAccelerators + gpuCount > maxAccelerators)
    return refused("quota", `${usedAccelerators} of ${maxAccelerators} ${size.instanceType} in use`);
  return null;
}

/** Hugging Face's image finds the task in the model's repository. Variables are sent as secrets, which no later answer repeats. */
function launchBody({ mark, environment }: LaunchOrder, size: PlacedSize, model: string) {
  const { vendor, region, instanceType, instanceSize } = size;
  return {
    accountId: null,
    name: endpointName(mark),
    type: "authenticated",
    tags: [mark],
    provider: { vendor, region },
    compute: {
      accelerator: "gpu",
      instanceType,
      instanceSize,
      scaling: { minReplica: 1, maxReplica: 1, scaleToZeroTimeout: null },
    },
    model: {
      repository: model,
      framework: "pytorch",
      revision: null,
      image: { huggingface: {} },
      ...(Object.keys(environment).length === 0 ? {} : { secrets: environment }),
    },
  };
}

/**
 * Names have 32 characters at most and marks up to 40, so the mark itself is sent as a tag. A longer mark is named by its hash:
 * the same mark gives the same name, so that no mark makes two endpoints.
 */
function endpointName(mark: string): string {
  if (mark.length <= MAX_NAME_LENGTH) return mark;
  const hash = createHash("sha256").update(mark).digest("hex");
  return `${MARK_PREFIX}${hash.slice(0, MAX_NAME_LENGTH - MARK_PREFIX.length)}`;
}

function toMachine({ name, tags, provider, status }: z.infer<typeof endpoint>): Machine {
  const isOurs = (text: string) => text.startsWith(MARK_PREFIX);
  return {
    id: name,
    mark: tags?.find(isOurs) ?? (isOurs(name) ? name : null),
    state: states[status.state] ?? "unknown",
    providerState: status.state,
    publicAddress: null,
    sshPort: null,
    endpointUrl: status.url ?? null,
    microUsdPerHour: null,
    region: provider?.region ?? null,
    createdAt: timeOf(status.createdAt),
  };
}

/** Cuts off the nanoseconds. */
function timeOf(text: string | null | undefined): string | null {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The only refusal that has no code, just words; Hugging Face's own client reads the same two. */
function isRunningAlready({ status, json }: MachineAnswer): boolean {
  return status === 400 && /already running/i.test(failure.safeParse(json).data?.error ?? "");
}
