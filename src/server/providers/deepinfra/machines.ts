import { z } from "zod";
import { gpuById, parseGpuName } from "@/domain/gpu/gpu";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { accepted, done, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { type Meaning, refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";
import { visible } from "../row-report";

/** The enumeration of the provider's OpenAPI document, without "other". */
const gpuNames = [
  "L4-24GB",
  "L40S-48GB",
  "A100-80GB",
  "H100-80GB",
  "H200-141GB",
  "B200-180GB",
  "B300-270GB",
  "RTXPRO6000-96GB",
];

const states: Readonly<Record<string, MachineState>> = {
  initializing: "provisioning",
  downloading: "provisioning",
  deploying: "provisioning",
  running: "running",
  stopped: "stopped",
  failed: "failed",
  deleted: "terminated",
};

const deployment = z.object({
  deploy_id: z.string().min(1),
  model_name: z.string().nullish(),
  status: z.string(),
  fail_reason: z.string().nullish(),
  created_at: z.string().nullish(),
});
type Deployment = z.infer<typeof deployment>;

/** The API has no codes and documents no messages. These patterns are assumptions; anything else goes by the status. */
const words: readonly [RegExp, Meaning][] = [
  [/no (?:gpus?|capacity) available|not enough gpus?/i, "no_capacity"],
  [/insufficient (?:balance|funds)|payment method/i, "no_balance"],
  [/gpu limit|quota/i, "quota"],
];

const refusal = refusalsOf({
  slug: "deepinfra",
  source: "https://api.deepinfra.com/openapi.json, DeepError and HTTPValidationError (2026-05)",
  // A validation error has another format.
  body: z.union([
    z.object({ error: z.string() }).transform(({ error }) => error),
    z
      .object({ detail: z.array(z.object({ loc: z.array(z.unknown()), msg: z.string() })).min(1) })
      .transform(({ detail }) => detail.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("; ")),
  ]),
  read: (text) => ({ meaning: words.find(([pattern]) => pattern.test(text))?.[1] ?? null, words: text }),
  byStatus: statusesWithoutCodes,
});

/** Dedicated deployments of a model on DeepInfra's own GPUs, as in the provider's OpenAPI document of 2026-05. */
export const deepinfraMachines: MachineApi = {
  rents: "endpoint",
  secretNames: ["DEEPINFRA_API_KEY"],
  authHeaders: ({ DEEPINFRA_API_KEY = "" }) => ({ authorization: `Bearer ${DEEPINFRA_API_KEY}` }),
  orderedTwice: "a refusal",
  goneNeedsList: true,
  billedWhenStopped: "nothing",
  launch: async (request, order) => {
    if (order.model === null)
      return refused("invalid", "model: a deployment serves a model, and the order names none");
    const gpu = gpuNameOf(order);
    if (gpu === null)
      return refused("invalid", `gpuRaw: not a GPU that DeepInfra rents: ${order.offer.gpuRaw}`);
    const body = launchBody(order, gpu, order.model);
    const answer = await request.call({ method: "POST", path: "/deploy/llm", body });
    // The name is taken: an earlier order with this mark was carried out, so the caller must look for it.
    if (answer.status === 409) return refused("unknown_outcome", textOf(answer));
    if (!isSuccess(answer)) return refusal(answer);
    const { deploy_id: id } = readAnswer("deepinfra", z.object({ deploy_id: z.string().min(1) }), answer);
    return done(accepted(id, order));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: `/deploy/${encodeURIComponent(id)}` });
    if (!isSuccess(answer)) return refusal(answer);
    return done(toMachine(readAnswer("deepinfra", deployment, answer)));
  },
  listOurs: async (request) => {
    // The default statuses are not documented, so all are named, except deleted ones, which are no longer machines.
    const status = Object.keys(states).filter((one) => states[one] !== "terminated");
    const answer = await request.call({ path: "/deploy/list", query: { status: status.join(",") } });
    if (!isSuccess(answer)) return refusal(answer);
    const all = readAnswer("deepinfra", z.array(deployment), answer);
    return done(all.map(toMachine).filter(({ mark }) => mark !== null));
  },
  stop: (request, id) => act(request, id, { method: "POST", verb: "/stop" }),
  start: (request, id) => act(request, id, { method: "POST", verb: "/start" }),
  terminate: (request, id) => act(request, id, { method: "DELETE", verb: "" }),
};

async function act(
  request: MachineRequest,
  id: string,
  { method, verb }: { method: "POST" | "DELETE"; verb: string },
) {
  const path = `/deploy/${encodeURIComponent(id)}${verb}`;
  const answer = await request.call({ method, path, isRepeatable: true });
  if (!isSuccess(answer)) return refusal(answer);
  readAnswer("deepinfra", z.object({ deploy_id: z.literal(id) }), answer);
  return done(null);
}

/** The price page names the same cards differently, and states too little memory for one of them. */
function gpuNameOf({ offer }: LaunchOrder): string | null {
  const wanted = gpuById(offer.gpuId);
  const found = gpuNames.find((name) => {
    const card = gpuById(parseGpuName(name)?.id ?? "");
    return card !== null && card.family === wanted?.family && card.vramGib === wanted.vramGib;
  });
  return found ?? null;
}

/** The model's name within the account is the mark; nothing in the documentation changes it later. */
function launchBody({ mark, offer }: LaunchOrder, gpu: string, repository: string) {
  return {
    model_name: mark,
    gpu,
    num_gpus: offer.gpuCount,
    max_batch_size: 64,
    hf: { repo: repository },
    settings: { min_instances: 1, max_instances: 1 },
  };
}

function toMachine({ deploy_id: id, model_name: path, status, ...more }: Deployment): Machine {
  // Names are shown with the account's as a prefix: "someone/gpb-...".
  const name = path?.split("/").at(-1);
  return {
    id,
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[status] ?? "unknown",
    providerState: more.fail_reason ? `${status}: ${visible(more.fail_reason)}` : status,
    publicAddress: null,
    sshPort: null,
    endpointUrl: path ? `https://api.deepinfra.com/v1/openai#model=${encodeURIComponent(path)}` : null,
    microUsdPerHour: null,
    region: null,
    createdAt: timeOf(more.created_at),
  };
}

function timeOf(text: string | null | undefined): string | null {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
