import { z } from "zod";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineResult } from "@/domain/pod/machine";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { done, isSuccess, readAnswer, refused, saysJson } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineCall, MachineRequest } from "../machines/contract";
import { type Meaning, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";
import type { Secrets } from "../request";
import { type NodePool, nodePool, shortageOf, stateOf } from "./pool";

const MARK_LABEL = "gpubroker-mark";
const POOLS = "/apis/compute.coreweave.com/v1alpha1/nodepools";

const faults: Readonly<Record<string, Meaning>> = {
  Unauthorized: "auth",
  Forbidden: "auth",
  NotFound: "gone",
  BadRequest: "invalid",
  Invalid: "invalid",
  // A pool of this name belongs to an earlier order with this mark.
  AlreadyExists: "unknown_outcome",
};

/** Kubernetes' answer when it refuses a request. */
const failure = z.object({
  kind: z.literal("Status"),
  apiVersion: z.literal("v1"),
  status: z.literal("Failure"),
  reason: z.string(),
  message: z.string(),
});

/** By the reason. A quota has none of its own; only the words "exceeded quota" tell it from a missing permission. */
const refusal = refusalsOf({
  slug: "coreweave",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status (2026-11-23)",
  body: failure,
  read: ({ reason, message }) => {
    const isQuota = reason === "Forbidden" && /exceeded quota/i.test(message);
    return { meaning: isQuota ? "quota" : (faults[reason] ?? null), words: `${reason}: ${message}` };
  },
  byStatus: statusesBesideCodes,
});

/** CoreWeave's own API, beside that of the cluster. */
const accountRefusal = refusalsOf({
  slug: "coreweave",
  source:
    "https://connectrpc.com/docs/protocol#error-codes, used by coreweave/terraform-provider-coreweave (2026-11-23)",
  body: z.object({ code: z.string().regex(/^[a-z_]+$/), message: z.string() }),
  read: ({ code, message }) => ({ meaning: null, words: `${code}: ${message}` }),
  byStatus: statusesBesideCodes,
});

/** A deletion is answered with the pool while finalizers run, and else with a status that names it. */
const deletionOf = (name: string) =>
  z.union([
    z.object({
      kind: z.literal("Status"),
      status: z.literal("Success"),
      details: z.object({ name: z.literal(name) }),
    }),
    z.object({ metadata: z.object({ name: z.literal(name) }) }),
  ]);
const pools = z.object({
  items: z.array(nodePool),
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
});
const clusters = z.object({
  items: z.array(
    z.object({
      zone: z.string(),
      apiServerEndpoint: z.string().nullish(),
      additionalServerSans: z.array(z.string()).nullish(),
    }),
  ),
});

/** NodePools of one node on the customer's own cluster, through its Kubernetes API. */
export const coreweaveMachines: MachineApi = {
  rents: "virtual_machine",
  ownHost: clusterHost,
  secretNames: ["COREWEAVE_API_TOKEN"],
  settingNames: ["COREWEAVE_CLUSTER_URL"],
  authHeaders: ({ COREWEAVE_API_TOKEN = "" }) => ({ authorization: `Bearer ${COREWEAVE_API_TOKEN}` }),
  orderedTwice: "the same machine",
  billedWhenStopped: "nothing",
  launch: (request, order) =>
    onCluster(request, async (call) => {
      const elsewhere = await misplaced(request, order);
      if (elsewhere !== null) return elsewhere;
      const answer = await call({ method: "POST", path: POOLS, body: poolFor(order) });
      if (isSuccess(answer)) return settle(call, order.mark, readAnswer("coreweave", nodePool, answer));
      if (reasonOf(answer) === "AlreadyExists") return settle(call, order.mark, null);
      return refusal(answer);
    }),
  get: (request, id) => onCluster(request, (call) => get(call, id)),
  listOurs: (request) =>
    onCluster(request, async (call) => {
      const answer = await call({ path: POOLS, query: { labelSelector: MARK_LABEL } });
      if (!isSuccess(answer)) return refusal(answer);
      const { items, metadata } = readAnswer("coreweave", pools, answer);
      // The list is paged only if the request sets a limit.
      if (metadata?.continue)
        throw new ProviderError("bad_response", "coreweave: the list of pools is incomplete");
      return done(items.map(toMachine).filter(({ mark }) => mark !== null));
    }),
  terminate: (request, id) => onCluster(request, (call) => remove(call, id)),
  stop: (request, id) => onCluster(request, (call) => scale(call, id, 0)),
  start: (request, id) => onCluster(request, (call) => scale(call, id, 1)),
};

/** Host and port of the setting's https URL, where "https://" is optional; null for anything else. */
function clusterHost({ COREWEAVE_CLUSTER_URL: setting = "" }: Secrets): string | null {
  return hostOf(setting);
}

function hostOf(text: string): string | null {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, host, origin, href } = new URL(whole);
  return protocol === "https:" && href === `${origin}/` ? host : null;
}

type Call = (asked: MachineCall) => Promise<MachineAnswer>;

async function onCluster<Value>(
  request: MachineRequest,
  verb: (call: Call) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const host = clusterHost(request.secrets);
  if (host === null) return refused("invalid", "COREWEAVE_CLUSTER_URL is not the https address of a host");
  return verb((asked) => request.call({ ...asked, path: `https://${host}${asked.path}` }));
}

/** A node is where its cluster is, so an order for another zone would be fulfilled in the wrong place. */
async function misplaced(request: MachineRequest, { offer }: LaunchOrder) {
  const answer = await request.call({ path: "/v1beta1/cks/clusters" });
  if (!isSuccess(answer)) return accountRefusal(answer);
  const host = clusterHost(request.secrets);
  const ours = readAnswer("coreweave", clusters, answer).items.find((cluster) =>
    [cluster.apiServerEndpoint ?? "", ...(cluster.additionalServerSans ?? [])].map(hostOf).includes(host),
  );
  if (ours === undefined) return refused("invalid", `${host} is not a cluster of this account`);
  if (ours.zone === offer.region) return null;
  return refused("invalid", `the cluster is in ${ours.zone}, the offer in ${offer.region ?? "no zone"}`);
}

function poolFor({ mark, offer }: LaunchOrder) {
  return {
    apiVersion: "compute.coreweave.com/v1alpha1",
    kind: "NodePool",
    metadata: { name: mark, labels: { [MARK_LABEL]: mark } },
    spec: {
      computeClass: offer.isSpot ? "spot" : "default",
      instanceType: offer.instanceType,
      targetNodes: 1,
      autoscaling: false,
      nodeLabels: { [MARK_LABEL]: mark },
      // By default only an idle node is removed, so a stop would wait for the work to end.
      lifecycle: { scaleDownStrategy: "PreferIdle" },
    },
  };
}

/**
 * What became of a new pool, as far as it shows yet. A pool that cannot be filled is given back and reported as a refusal. If that does
 * not show yet, `get` tells it later. A pool of this name belongs to this order, because no other has its mark.
 *
 * @param created the answer to its creation; null if it existed before.
 */
async function settle(call: Call, mark: string, created: NodePool | null): Promise<MachineResult<Machine>> {
  const read = await lookAt(call, mark);
  const known = read.ok || created === null ? read : done(created);
  if (!known.ok) return refused("unknown_outcome", `a pool of this name exists; ${known.providerText}`);
  const shortage = shortageOf(known.value);
  if (shortage === null) return done(toMachine(known.value));
  const removed = await orUnknown(() => remove(call, mark));
  if (!removed.ok && removed.fault !== "gone")
    return refused("unknown_outcome", `${shortage.text}; giving it back: ${removed.providerText}`);
  return refused(shortage.fault, shortage.text);
}

async function lookAt(call: Call, mark: string): Promise<MachineResult<NodePool>> {
  return await orUnknown(async () => {
    const answer = await call({ path: pathOf(mark) });
    return isSuccess(answer) ? done(readAnswer("coreweave", nodePool, answer)) : refusal(answer);
  });
}

/** The pool exists by now, and no failure of a later call changes that, not even a rate limit. */
async function orUnknown<Value>(verb: () => Promise<MachineResult<Value>>): Promise<MachineResult<Value>> {
  try {
    return await verb();
  } catch (error) {
    if (isProviderError(error)) return refused("unknown_outcome", error.message);
    throw error;
  }
}

function pathOf(name: string): string {
  return `${POOLS}/${encodeURIComponent(name)}`;
}

async function get(call: Call, name: string): Promise<MachineResult<Machine>> {
  const answer = await call({ path: pathOf(name) });
  return isSuccess(answer) ? done(toMachine(readAnswer("coreweave", nodePool, answer))) : refusal(answer);
}

async function remove(call: Call, name: string): Promise<MachineResult<null>> {
  const answer = await call({ method: "DELETE", path: pathOf(name), isRepeatable: true });
  if (!isSuccess(answer)) return refusal(answer);
  readAnswer("coreweave", deletionOf(name), answer);
  return done(null);
}

async function scale(call: Call, name: string, targetNodes: 0 | 1): Promise<MachineResult<null>> {
  const answer = await call({
    method: "PATCH",
    path: pathOf(name),
    headers: { "content-type": "application/merge-patch+json" },
    body: { spec: { targetNodes } },
    isRepeatable: true,
  });
  if (!isSuccess(answer)) return refusal(answer);
  readAnswer("coreweave", nodePool.extend({ metadata: z.object({ name: z.literal(name) }) }), answer);
  return done(null);
}

function toMachine(pool: NodePool): Machine {
  const { name, labels, creationTimestamp: createdAt } = pool.metadata;
  const mark = labels?.[MARK_LABEL] ?? null;
  return {
    id: name,
    mark: mark?.startsWith(MARK_PREFIX) ? mark : null,
    ...stateOf(pool),
    // Nodes are reached through Kubernetes, and a pool states neither its zone nor its price.
    publicAddress: null,
    sshPort: null,
    endpointUrl: null,
    microUsdPerHour: null,
    region: null,
    createdAt: createdAt ?? null,
  };
}

function reasonOf(answer: MachineAnswer): string | null {
  return saysJson(answer) ? (failure.safeParse(answer.json).data?.reason ?? null) : null;
}
