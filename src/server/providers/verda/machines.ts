import { z } from "zod";
import { parseMicroUsd } from "@/domain/money";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
  type MachineState,
} from "@/domain/pod/machine";
import { isProviderError } from "@/server/http/provider-error";
import { accepted, done, isSuccess, readAnswer, readBody, readNothing } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineCall, MachineRequest } from "../machines/contract";
import { firstScript } from "../machines/first-script";
import {
  doubtful,
  type Meaning,
  type RefusalShape,
  refusalsOf,
  statusesBesideCodes,
} from "../machines/refusal-shape";

const states: Readonly<Record<string, MachineState>> = {
  ordered: "pending",
  provisioning: "provisioning",
  restoring: "provisioning",
  running: "running",
  starting_hibernation: "stopping",
  hibernating: "stopping",
  offline: "stopped",
  error: "failed",
  discontinued: "terminated",
};

const faults: Readonly<Record<string, Meaning>> = {
  insufficient_funds: "no_balance",
  unauthorized_request: "auth",
  forbidden_action: "auth",
  not_found: "gone",
};

/**
 * Refusals that share a code with others and differ in their text only, as in dstack's client for this API (2026-08).
 * An instance that is being provisioned can be ended only once it runs: the outcome is open, and the request must be repeated.
 */
const worded: readonly (readonly [text: RegExp, fault: Meaning])[] = [
  [/^invalid instance id/i, "gone"],
  [/can't discontinue a discontinued instance/i, "gone"],
  [/can't discontinue a provisioning instance/i, "unknown_outcome"],
];

const instance = z.object({
  id: z.string().min(1),
  hostname: z.string().nullish(),
  status: z.string(),
  ip: z.string().nullish(),
  location: z.string().nullish(),
  price_per_hour: z.number().nonnegative().nullish().catch(null),
  currency: z.string().nullish(),
  created_at: z.string().nullish(),
  os_volume_id: z.string().nullish(),
  startup_script_id: z.string().nullish(),
});
type Instance = z.infer<typeof instance>;

const token = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/, "not a token") });
const failure = z.object({ code: z.string().regex(/^[a-z_]+$/), message: z.string() });
const shape: RefusalShape<z.infer<typeof failure>> = {
  slug: "verda",
  source: "github.com/verda-cloud/sdk-python 164e09a, constants.ErrorCodes (2026-11-23)",
  body: failure,
  read: ({ code, message }) => ({
    meaning: worded.find(([text]) => text.test(message))?.[1] ?? faults[code] ?? null,
    words: `${code}: ${message}`,
  }),
  byStatus: statusesBesideCodes,
};
const refusal = refusalsOf(shape);

/** An outage has the same status and code: only these words say that there is no machine (github.com/verda-cloud/verda-cli, #4). */
const refusalOfLaunch = refusalsOf({
  ...shape,
  read: (body, answer) => {
    const isFull = body.code === "service_unavailable" && /^not enough resources/i.test(body.message);
    return isFull
      ? { meaning: "no_capacity", words: `${body.code}: ${body.message}` }
      : shape.read(body, answer);
  },
  despite: [503],
});
const newId = z.string().regex(/^[\w-]{1,64}$/, "not an id");

/** Calls with a token. Each verb exchanges the credentials for its own, so no token has to be kept. */
type Call = (asked: MachineCall) => Promise<MachineAnswer>;

export const verdaMachines: MachineApi = {
  rents: "virtual_machine",
  secretNames: ["VERDA_CLIENT_ID", "VERDA_CLIENT_SECRET"],
  settingNames: ["VERDA_SSH_KEY_ID"],
  orderedTwice: "another machine",
  billedWhenStopped: "everything",
  launch: (request, order) =>
    signedIn(request, async (call) => {
      const script = await storeScript(call, order);
      if (!script.ok) return script;
      const body = launchBody(request, order, script.value);
      const answer = await call({ method: "POST", path: "/instances", body });
      if (isSuccess(answer)) return done(accepted(readId(answer), order));
      // If the outcome of the order is unknown, its machine may still read the script.
      const refusal = refusalOfLaunch(answer);
      if (refusal.fault !== "unknown_outcome") await dropScript(call, script.value);
      return refusal;
    }),
  get: (request, id) =>
    signedIn(request, async (call) => {
      const found = await find(call, id);
      return found.ok ? done(toMachine(found.value)) : found;
    }),
  listOurs: (request) =>
    signedIn(request, async (call) => {
      const answer = await call({ path: "/instances" });
      if (!isSuccess(answer)) return refusal(answer);
      const machines = readAnswer("verda", z.array(instance), answer).map(toMachine);
      return done(machines.filter(({ mark }) => mark !== null));
    }),
  terminate: (request, id) =>
    signedIn(request, async (call) => {
      const found = await find(call, id);
      if (!found.ok) return found;
      const { os_volume_id: volume, startup_script_id: script } = found.value;
      // A disk that is not named stays and is billed.
      const volumes = volume ? { volume_ids: [volume], delete_permanently: true } : {};
      const ended = await act(call, id, { action: "delete", ...volumes });
      if (ended.ok) await dropScript(call, script ?? null);
      return ended;
    }),
  stop: (request, id) => signedIn(request, (call) => act(call, id, { action: "shutdown" })),
  start: (request, id) => signedIn(request, (call) => act(call, id, { action: "start" })),
};

async function signedIn<Value>(
  request: MachineRequest,
  verb: (call: Call) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const { VERDA_CLIENT_ID: client_id, VERDA_CLIENT_SECRET: client_secret } = request.secrets;
  const answer = await request.call({
    method: "POST",
    path: "/oauth2/token",
    body: { grant_type: "client_credentials", client_id, client_secret },
    changesNothing: true,
    isRepeatable: true,
  });
  if (!isSuccess(answer)) return refusal(answer);
  const headers = { authorization: `Bearer ${readAnswer("verda", token, answer).access_token}` };
  return verb((asked) => request.call({ ...asked, headers }));
}

/** An instance runs a script that was stored beforehand; null when there is none to run. SSH keys are the project's own. */
async function storeScript(call: Call, order: LaunchOrder): Promise<MachineResult<string | null>> {
  const script = firstScript(order);
  if (script === null) return done(null);
  const answer = await call({
    method: "POST",
    path: "/scripts",
    body: { name: order.mark, script },
    changesNothing: true,
  });
  return isSuccess(answer) ? done(readId(answer)) : refusal(answer);
}

/** A leftover script costs nothing, so a failure to remove it changes no outcome. */
async function dropScript(call: Call, id: string | null): Promise<void> {
  if (id === null) return;
  try {
    const path = `/scripts/${encodeURIComponent(id)}`;
    await call({ method: "DELETE", path, isRepeatable: true, changesNothing: true });
  } catch (error) {
    if (!isProviderError(error)) throw error;
  }
}

function launchBody({ secrets }: MachineRequest, order: LaunchOrder, startup_script_id: string | null) {
  const { mark, offer, diskGib } = order;
  return {
    instance_type: offer.instanceType,
    image: imageFor(offer.instanceType),
    hostname: mark,
    description: mark,
    location_code: offer.region,
    ssh_key_ids: [secrets.VERDA_SSH_KEY_ID],
    startup_script_id,
    os_volume: {
      name: mark,
      size: diskGib,
      ...(offer.isSpot ? { on_spot_discontinue: "delete_permanently" } : {}),
    },
    is_spot: offer.isSpot,
    pricing: "FIXED_PRICE",
    contract: offer.isSpot ? "SPOT" : "PAY_AS_YOU_GO",
  };
}

/** The API refuses newer images on older cards ("Operating system is not valid for this instance type") but accepts this one (22.04). */
function imageFor(instanceType: string): string {
  const isOld = /^\d+(?:V100|A6000)\./.test(instanceType);
  return isOld ? "2088da25-bb0d-41cc-a191-dccae45d96fd" : "ubuntu-24.04-cuda-12.8-open-docker";
}

async function find(call: Call, id: string): Promise<MachineResult<Instance>> {
  const answer = await call({ path: `/instances/${encodeURIComponent(id)}` });
  return isSuccess(answer) ? done(readAnswer("verda", instance, answer)) : refusal(answer);
}

async function act(call: Call, id: string, what: object): Promise<MachineResult<null>> {
  const answer = await call({
    method: "PUT",
    path: "/instances",
    body: { id: [id], ...what },
    isRepeatable: true,
  });
  return isSuccess(answer) ? readNothing("verda", answer, 202) : refusal(answer);
}

/** New ids come as plain text, with or without the quotes of JSON, and never with an answer of 200, which is that of pages. */
function readId(answer: MachineAnswer): string {
  if (answer.status !== 201 && answer.status !== 202) throw doubtful("verda", answer);
  return readBody("verda", newId, answer.text.trim().replace(/^"(.*)"$/, "$1"));
}

function toMachine({ id, hostname, status, ip, price_per_hour: price, ...rest }: Instance): Machine {
  // An account can be in euros, and an instance does not state its currency.
  const isUsd = rest.currency?.toLowerCase() === "usd";
  return {
    id,
    mark: hostname?.startsWith(MARK_PREFIX) ? hostname : null,
    state: states[status] ?? "unknown",
    providerState: status,
    publicAddress: ip ?? null,
    sshPort: ip ? 22 : null,
    endpointUrl: null,
    microUsdPerHour: isUsd && price != null ? parseMicroUsd(price) : null,
    region: rest.location ?? null,
    createdAt: rest.created_at ?? null,
  };
}
