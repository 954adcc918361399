import type Replicate from "replicate";
import { z } from "zod";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineResult } from "@/domain/pod/machine";
import { ProviderError } from "@/server/http/provider-error";
import { done, goneOnlyIf, jsonOrNull, type Refused, readBody, refused, saysJson } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { doubtful, type Meaning, refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";

const BASE_URL = "https://api.replicate.com/v1";
/** Each lists a hundred deployments. */
const MAX_PAGES = 100;

const offline = { min_instances: 0, max_instances: 0 };
const online = { min_instances: 1, max_instances: 1 };

const deployment = z.object({
  owner: z.string().min(1),
  name: z.string().min(1),
  current_release: z.object({
    number: z.number().nullish(),
    created_at: z.string().nullish(),
    configuration: z.object({ min_instances: z.number(), max_instances: z.number() }),
  }),
});
type Deployment = z.infer<typeof deployment>;
const page = z.object({ next: z.string().nullish(), results: z.array(deployment) });

/** Every problem repeats its status. A validation adds a pointer into the request (RFC 6901) for each fault. */
const failure = z.object({
  status: z.number(),
  title: z.string().nullish(),
  detail: z.string().nullish(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string().nullish() })).nullish(),
});

const account = z.object({ username: z.string().min(1) });

/**
 * Deployments, through Replicate's library over our client. A deployment's id is `<owner>/<name>`, as Replicate names it: its owner
 * is the token's account, and no setting can change that.
 */
export const replicateMachines: MachineApi = {
  rents: "endpoint",
  secretNames: ["REPLICATE_API_TOKEN"],
  orderedTwice: "a refusal",
  goneNeedsList: true,
  billedWhenStopped: "nothing",
  launch: async (request, order) => {
    const config = configOf(order);
    if (config === null) return refused("invalid", "model: a deployment needs one as owner/name:version");
    const made = await ask(request, (client) => client.deployments.create(config));
    return made.ok ? done(toMachine(made.value)) : made;
  },
  get: async (request, id) => {
    const found = await askAbout(request, id, (client, { owner, name }) =>
      client.deployments.get(owner, name),
    );
    return found.ok ? done(toMachine(found.value)) : found;
  },
  listOurs,
  terminate,
  stop: (request, id) => scale(request, id, offline),
  start: (request, id) => scale(request, id, online),
};

function configOf({ mark, offer, model }: LaunchOrder) {
  const [, name, version] = /^([\w.-]+\/[\w.-]+):([0-9a-f]{64})$/.exec(model ?? "") ?? [];
  if (name === undefined || version === undefined) return null;
  return { name: mark, model: name, version, hardware: offer.instanceType, ...online };
}

/** The library's own paging would follow the address in the reply; we take only the cursor from it. */
async function listOurs(request: MachineRequest): Promise<MachineResult<Machine[]>> {
  const listed = await readPages("replicate", MAX_PAGES, async (cursor) => {
    const params: Record<string, string> = cursor === null ? {} : { cursor };
    const read = await exchange(request, async (client) =>
      (await client.request("/deployments", { method: "GET", params })).json(),
    );
    if (!read.ok) return read;
    const { next, results } = parsed(page, read.value);
    const following = next && URL.canParse(next) ? new URL(next).searchParams.get("cursor") : null;
    return { ok: true, rows: results.map(toMachine), next: following };
  });
  return listed.ok ? done(listed.value.filter(({ mark }) => mark !== null)) : listed;
}

/**
 * Removes all instances, which ends the bill, and then deletes. Replicate refuses that for 15 minutes after the last use; until then the
 * deployment stays, stopped, and must be ended once more.
 */
async function terminate(request: MachineRequest, id: string): Promise<MachineResult<null>> {
  const found = await askAbout(request, id, (client, { owner, name }) => client.deployments.get(owner, name));
  if (!found.ok) return found;
  const { owner, name } = found.value;
  // A new release might restart the 15 minutes.
  const scaled = isOffline(found.value) ? done(null) : await scale(request, id, offline);
  if (!scaled.ok) return scaled;
  const deleted = await exchange(request, (client) => client.deployments.delete(owner, name));
  if (!deleted.ok) return deleted.fault === "invalid" ? done(null) : deleted;
  // The library gives true for 204, which alone is documented, and false for any other success.
  if (deleted.value === true) return done(null);
  throw new ProviderError("bad_response", "replicate: a deletion without the documented answer");
}

async function scale(
  request: MachineRequest,
  id: string,
  instances: typeof online,
): Promise<MachineResult<null>> {
  const scaled = await askAbout(request, id, (client, { owner, name }) =>
    client.deployments.update(owner, name, instances),
  );
  return scaled.ok ? done(null) : scaled;
}

async function ask(
  request: MachineRequest,
  verb: (client: Replicate) => Promise<unknown>,
): Promise<MachineResult<Deployment>> {
  const answered = await exchange(request, verb);
  return answered.ok ? done(parsed(deployment, answered.value)) : answered;
}

type Place = { owner: string; name: string };

/** The library puts both parts into a path unencoded, so anything but an owner and a name is not sent. */
async function askAbout(
  request: MachineRequest,
  id: string,
  verb: (client: Replicate, place: Place) => Promise<unknown>,
): Promise<MachineResult<Deployment>> {
  const [, owner, name] = /^([A-Za-z0-9][\w.-]*)\/([A-Za-z0-9][\w-]*)$/.exec(id) ?? [];
  if (owner === undefined || name === undefined)
    return await goneOnlyIf(() => askOwner(request, null), refused("gone", `no deployment ${id}`));
  const answered = await ask(request, (client) => verb(client, { owner, name }));
  if (answered.ok && (answered.value.owner !== owner || answered.value.name !== name))
    throw new ProviderError("bad_response", `replicate: asked about ${id}, answered about another`);
  return answered.ok ? answered : await goneOnlyIf(() => askOwner(request, owner), answered);
}

/** Another account's token does not see the deployment, which still bills its owner. */
async function askOwner(request: MachineRequest, owner: string | null): Promise<Refused | null> {
  const answered = await exchange(request, (client) => client.accounts.current());
  if (!answered.ok) return answered;
  const { username } = parsed(account, answered.value);
  return owner === null || username === owner
    ? null
    : refused("auth", `the token belongs to ${username}, the deployment to ${owner}`);
}

type Met = { refusal: MachineAnswer | null; error: unknown };

/**
 * One exchange through the library.
 *
 * It would repeat every call, even a creation, whose fetch throws or is answered with 429. So both are hidden from it
 * and surface here. Its own errors contain the key, so none of them leaves this function.
 */
async function exchange(
  request: MachineRequest,
  verb: (client: Replicate) => Promise<unknown>,
): Promise<{ ok: true; value: unknown } | Refused> {
  const { default: Library } = await import("replicate");
  const met: Met = { refusal: null, error: null };
  const client = new Library({
    auth: request.secrets.REPLICATE_API_TOKEN ?? "",
    baseUrl: BASE_URL,
    fetch: (input, init) => transmit(met, () => request.fetch(input, init)),
  });
  try {
    return done(await verb(client));
  } catch (error) {
    if (met.error !== null) throw met.error;
    if (met.refusal !== null) return refusal(met.refusal);
    const name = error instanceof Error ? error.name : "unknown";
    throw new ProviderError("bad_response", `replicate: not a reply of its API (${name})`);
  }
}

async function transmit(met: Met, send: () => Promise<Response>): Promise<Response> {
  try {
    const response = await send();
    const headers = Object.fromEntries(response.headers);
    if (response.ok && (response.status === 204 || saysJson({ headers }))) return response;
    const { status } = response;
    const text = await response.text();
    met.refusal = { status, headers, text, json: jsonOrNull(text) };
    if (response.ok || status === 429) throw doubtful("replicate", met.refusal);
  } catch (error) {
    met.error = error;
  }
  return new Response(null, { status: 400 });
}

/** By the faulty part of the order. A name that is taken belongs to an earlier order, which the caller must look for. */
const faults: Readonly<Record<string, Meaning>> = {
  "/name": "unknown_outcome",
  // A SKU that is not available, or no longer.
  "/hardware": "no_capacity",
};

/** By the faulty part of the order, or else by the status: 402 is an account without credit. */
const refusal = refusalsOf({
  slug: "replicate",
  source: "https://replicate.com/docs/reference/http, errors; bodies as recorded by its clients (2026-11-23)",
  body: failure,
  read: ({ status, title, detail, errors }, answer) => {
    if (status !== answer.status || (title ?? detail ?? errors) == null) throw doubtful("replicate", answer);
    const pointers = (errors ?? []).map(({ pointer }) => pointer);
    const told = Object.keys(faults).find((pointer) => pointers.includes(pointer));
    const words = [
      title,
      detail,
      ...(errors ?? []).map((one) => `${one.pointer}: ${one.detail ?? "refused"}`),
    ];
    return { meaning: (told && faults[told]) || null, words: words.filter((word) => word).join(": ") };
  },
  byStatus: statusesWithoutCodes,
});

function toMachine(one: Deployment): Machine {
  const { owner, name, current_release: release } = one;
  const { min_instances: fewest, max_instances: most } = release.configuration;
  const path = [owner, name].map(encodeURIComponent).join("/");
  return {
    id: `${owner}/${name}`,
    mark: name.startsWith(MARK_PREFIX) ? name : null,
    state: isOffline(one) ? "stopped" : "running",
    providerState: `${fewest} to ${most} instances`,
    publicAddress: null,
    sshPort: null,
    microUsdPerHour: null,
    region: null,
    endpointUrl: `${BASE_URL}/deployments/${path}/predictions`,
    // Later releases have their own dates.
    createdAt: release.number === 1 ? timeOf(release.created_at) : null,
  };
}

function isOffline({ current_release: { configuration } }: Deployment): boolean {
  return configuration.max_instances === 0;
}

function parsed<Value>(schema: z.ZodType<Value>, json: unknown): Value {
  return readBody("replicate", schema, json);
}

function timeOf(text: string | null | undefined): string | null {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
