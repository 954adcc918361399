import { z } from "zod";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineFault,
  type MachineState,
} from "@/domain/machine";
import { accepted, done, faultOfStatus, isSuccess, readAnswer, refused, textOf } from "./answer";
import type { MachineAnswer, MachineApi, MachineRequest } from "./contract";

const states: Readonly<Record<string, MachineState>> = {
  initializing: "provisioning",
  deploying: "provisioning",
  running: "running",
  stopping: "stopping",
  stopped: "stopped",
  failed: "failed",
  deleted: "terminated",
};

const deployment = z.object({
  deploy_id: z.string().min(1),
  model_name: z.string().nullish(),
  status: z.string(),
  created_at: z.union([z.string(), z.number()]).nullish(),
});
type Deployment = z.infer<typeof deployment>;

/** An error is a text or an object with one; both are met. */
const failure = z.object({ detail: z.union([z.string(), z.object({ error: z.string() })]) });

/** The API has no codes, so these are its words, read as its pages have them. */
const words: readonly [RegExp, MachineFault][] = [
  [/no (?:gpus?|capacity) available|not enough gpus?/i, "no_capacity"],
  [/insufficient (?:balance|funds)|payment method/i, "no_balance"],
  [/gpu limit|quota/i, "quota"],
];

/** Dedicated deployments of a model on DeepInfra's own GPUs. */
export const deepinfraMachines: MachineApi = {
  rents: "endpoint",
  secretNames: ["DEEPINFRA_API_KEY"],
  authHeaders: ({ DEEPINFRA_API_KEY = "" }) => ({ authorization: `Bearer ${DEEPINFRA_API_KEY}` }),
  orderedTwice: "a refusal",
  billedWhenStopped: "nothing",
  launch: async (request, order) => {
    if (order.model === null)
      return refused("invalid", "a deployment serves a model, and the order names none");
    const answer = await request.call({
      method: "POST",
      path: "/deploy/llm",
      body: launchBody(order, order.model),
    });
    // The name is taken: an earlier order of this mark was carried out, and is to be looked for.
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
    const answer = await request.call({ path: "/deploy/list" });
    if (!isSuccess(answer)) return refusal(answer);
    const all = readAnswer("deepinfra", z.array(deployment), answer);
    return done(all.map(toMachine).filter(({ mark }) => mark !== null));
  },
  stop: (request, id) => act(request, { method: "POST", path: `/deploy/${encodeURIComponent(id)}/stop` }),
  start: (request, id) => act(request, { method: "POST", path: `/deploy/${encodeURIComponent(id)}/start` }),
  terminate: (request, id) => act(request, { method: "DELETE", path: `/deploy/${encodeURIComponent(id)}` }),
};

async function act(request: MachineRequest, call: { method: "POST" | "DELETE"; path: string }) {
  const answer = await request.call({ ...call, isRepeatable: true });
  return isSuccess(answer) ? done(null) : refusal(answer);
}

/** The model's name within the account is the mark; the documentation has it changed by nobody afterwards. */
function launchBody({ mark, offer }: LaunchOrder, repository: string) {
  return {
    model_name: mark,
    gpu: offer.gpuRaw,
    num_gpus: offer.gpuCount,
    max_batch_size: 64,
    hf: { repo: repository },
    settings: { min_instances: 1, max_instances: 1 },
  };
}

function toMachine({ deploy_id: id, model_name: path, status, created_at: createdAt }: Deployment): Machine {
  // Names are shown below the account's own: "someone/gpb-...".
  const name = path?.split("/").at(-1);
  return {
    id,
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[status] ?? "pending",
    providerState: status,
    publicAddress: null,
    sshPort: null,
    endpointUrl: path ? `https://api.deepinfra.com/v1/openai#model=${encodeURIComponent(path)}` : null,
    microUsdPerHour: null,
    region: null,
    createdAt: typeof createdAt === "string" ? createdAt : null,
  };
}

function refusal(answer: MachineAnswer) {
  const known = failure.safeParse(answer.json);
  const text = known.success
    ? typeof known.data.detail === "string"
      ? known.data.detail
      : known.data.detail.error
    : textOf(answer);
  const told = words.find(([pattern]) => pattern.test(text));
  return refused(told && answer.status < 500 ? told[1] : faultOfStatus(answer.status), text);
}
