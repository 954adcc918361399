import { z } from "zod";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
  type MachineState,
} from "@/domain/pod/machine";
import { isProviderError } from "@/server/http/provider-error";
import { done, isSuccess, jsonOrNull, type Refused, readAnswer, refused, saysJson } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { type Meaning, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";

const ORIGIN = "https://api.fireworks.ai";
const PAGE_SIZE = 200;
const MAX_PAGES = 50;

/** From google.rpc.Code. */
const RESOURCE_EXHAUSTED = 8;
const faults: Readonly<Record<number, Meaning>> = {
  3: "invalid",
  5: "gone",
  // A deployment with this mark exists: an earlier order was carried out, so the caller must look for it.
  6: "unknown_outcome",
  7: "auth",
  [RESOURCE_EXHAUSTED]: "no_capacity",
  9: "invalid",
  16: "auth",
};

/** By the gRPC code, which takes precedence over the HTTP status. 429 is its status for RESOURCE_EXHAUSTED, and of others without it. */
const refusal = refusalsOf({
  slug: "fireworks",
  source: "github.com/api-evangelist/fireworks-ai gateway 4.259.0; google/rpc/code.proto (2026-11-23)",
  body: z.object({ code: z.number().int().min(1).max(16), message: z.string() }),
  read: ({ code, message }) => ({ meaning: faults[code] ?? null, words: `code ${code}: ${message}` }),
  byStatus: statusesBesideCodes,
  despite: [429],
});

/** A zero is often left out of the JSON. */
const count = z.number().nullish();
const deployment = z.object({
  name: z.string().min(1),
  state: z.string().nullish(),
  createTime: z.string().nullish(),
  region: z.string().nullish(),
  replicaCount: count,
  desiredReplicaCount: count,
  replicaStats: z.object({ pendingSchedulingReplicaCount: count, readyReplicaCount: count }).nullish(),
});
type Deployment = z.infer<typeof deployment>;

const page = z
  .object({
    deployments: z.array(deployment).nullish(),
    nextPageToken: z.string().nullish(),
    totalSize: z.number().nullish(),
  })
  // Empty fields can be left out, but not all of them: nothing would tell an empty list from no list.
  .refine((one) => Object.values(one).some((value) => value != null), "not a list");
/** "A successful response": an empty object. */
const nothing = z.strictObject({});
const quotas = z.object({
  quotas: z
    .array(
      z.object({
        name: z.string(),
        // 64-bit integers are strings in JSON.
        value: z.coerce.number().nullish(),
        usage: z.number().nullish(),
      }),
    )
    .nullish(),
});

/** On-demand deployments of one account. */
export const fireworksMachines: MachineApi = {
  rents: "endpoint",
  secretNames: ["FIREWORKS_API_KEY"],
  settingNames: ["FIREWORKS_ACCOUNT_ID"],
  authHeaders,
  orderedTwice: "a refusal",
  goneNeedsList: true,
  billedWhenStopped: "nothing",
  launch: async (request, order) => {
    if (order.model === null) return refused("invalid", "model: a deployment needs one");
    const answer = await create(request, order);
    if (!isSuccess(answer)) return await refusalOfLaunch(request, order, refusal(answer));
    return done(toMachine(readAnswer("fireworks", deployment, answer)));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: pathOf(request, id) });
    return isSuccess(answer) ? done(toMachine(readAnswer("fireworks", deployment, answer))) : refusal(answer);
  },
  listOurs,
  terminate: async (request, id) => {
    // Without it, a deployment that served a request within the hour is not deleted and is still billed.
    const query = { ignoreChecks: "true" };
    const answer = await request.call({
      method: "DELETE",
      path: pathOf(request, id),
      query,
      isRepeatable: true,
    });
    return isSuccess(answer) ? readDone(answer) : refusal(answer);
  },
  stop: (request, id) => scale(request, id, 0),
  start: (request, id) => scale(request, id, 1),
};

function authHeaders({ FIREWORKS_API_KEY = "" }: MachineRequest["secrets"]) {
  return { authorization: `Bearer ${FIREWORKS_API_KEY}` };
}

function pathOf({ secrets }: MachineRequest, id?: string): string {
  const account = `/v1/accounts/${encodeURIComponent(secrets.FIREWORKS_ACCOUNT_ID ?? "")}/deployments`;
  return id === undefined ? account : `${account}/${encodeURIComponent(id)}`;
}

/**
 * Through `fetch`, for which any status is an answer: gRPC's RESOURCE_EXHAUSTED arrives as 429 and can mean that no GPU is left.
 *
 * One replica, and no scaling to zero: what is rented runs until it is stopped.
 */
async function create(request: MachineRequest, { mark, offer, model }: LaunchOrder): Promise<MachineAnswer> {
  const response = await request.fetch(
    `${ORIGIN}${pathOf(request)}?deploymentId=${encodeURIComponent(mark)}`,
    {
      method: "POST",
      headers: { ...authHeaders(request.secrets), "content-type": "application/json" },
      body: JSON.stringify({
        displayName: mark,
        baseModel: model,
        acceleratorType: offer.gpuRaw,
        acceleratorCount: offer.gpuCount,
        minReplicaCount: 1,
        maxReplicaCount: 1,
      }),
    },
  );
  const text = await response.text();
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, text, json: jsonOrNull(text) };
}

/** Fireworks uses RESOURCE_EXHAUSTED for lack of capacity and for a limit of the account, which is read from the account's quotas. */
async function refusalOfLaunch(request: MachineRequest, order: LaunchOrder, told: Refused) {
  if (told.fault !== "no_capacity" || !(await isAtCeiling(request, order))) return told;
  return refused("quota", told.providerText);
}

/** True when every quota of this accelerator ("h100-us-iowa-1", "h100") is used up; an unreadable quota counts as none. */
async function isAtCeiling(request: MachineRequest, { offer }: LaunchOrder): Promise<boolean> {
  try {
    return await hasUsedUp(request, offer);
  } catch (error) {
    if (isProviderError(error)) return false;
    throw error;
  }
}

async function hasUsedUp(request: MachineRequest, offer: LaunchOrder["offer"]): Promise<boolean> {
  const [, family = ""] = offer.gpuRaw.toLowerCase().split("_");
  const answer = await request.call({
    path: pathOf(request).replace(/deployments$/, "quotas"),
    query: { pageSize: PAGE_SIZE },
  });
  const read = isSuccess(answer) && saysJson(answer) ? quotas.safeParse(answer.json).data : undefined;
  const own = (read?.quotas ?? []).filter(({ name }) => {
    const [, id = ""] = /\/quotas\/(.+)$/.exec(name) ?? [];
    return id === family || id.startsWith(`${family}-`);
  });
  return (
    own.length > 0 && own.every(({ value, usage }) => value != null && (usage ?? 0) + offer.gpuCount > value)
  );
}

async function listOurs(request: MachineRequest): Promise<MachineResult<Machine[]>> {
  const listed = await readPages("fireworks", MAX_PAGES, async (cursor) => {
    const query = { pageSize: PAGE_SIZE, ...(cursor === null ? {} : { pageToken: cursor }) };
    const answer = await request.call({ path: pathOf(request), query });
    if (!isSuccess(answer)) return refusal(answer);
    const { deployments, nextPageToken } = readAnswer("fireworks", page, answer);
    return { ok: true, rows: (deployments ?? []).map(toMachine), next: nextPageToken || null };
  });
  return listed.ok ? done(listed.value.filter(({ mark }) => mark !== null)) : listed;
}

async function scale(
  request: MachineRequest,
  id: string,
  replicaCount: number,
): Promise<MachineResult<null>> {
  const path = `${pathOf(request, id)}:scale`;
  const answer = await request.call({ method: "PATCH", path, body: { replicaCount }, isRepeatable: true });
  return isSuccess(answer) ? readDone(answer) : refusal(answer);
}

function readDone(answer: MachineAnswer): MachineResult<null> {
  readAnswer("fireworks", nothing, answer);
  return done(null);
}

function toMachine(one: Deployment): Machine {
  const id = one.name.split("/").at(-1) ?? one.name;
  const time = new Date(one.createTime ?? Number.NaN);
  return {
    id,
    mark: id.startsWith(MARK_PREFIX) ? id : null,
    state: stateOf(one),
    providerState: one.state ?? "STATE_UNSPECIFIED",
    publicAddress: null,
    sshPort: null,
    microUsdPerHour: null,
    // All deployments share one address; the model named in the request selects this one.
    endpointUrl: `${ORIGIN}/inference/v1`,
    region: one.region ?? null,
    createdAt: Number.isNaN(time.getTime()) ? null : time.toISOString(),
  };
}

function stateOf({ state, replicaCount, desiredReplicaCount, replicaStats }: Deployment): MachineState {
  const present = replicaCount ?? 0;
  const wanted = desiredReplicaCount ?? present;
  const ready = replicaStats ? (replicaStats.readyReplicaCount ?? 0) : present;
  switch (state) {
    case "CREATING":
      return (replicaStats?.pendingSchedulingReplicaCount ?? 0) > 0 ? "pending" : "provisioning";
    case "READY":
      if (wanted === 0) return present > 0 ? "stopping" : "stopped";
      return ready > 0 ? "running" : "provisioning";
    case "UPDATING":
      return "running";
    case "DELETING":
      return "stopping";
    case "DELETED":
      return "terminated";
    case "FAILED":
      return "failed";
    case undefined:
    case null:
    case "STATE_UNSPECIFIED":
      return "pending";
    default:
      return "unknown";
  }
}
