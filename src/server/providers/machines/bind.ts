import { AppError } from "@/domain/errors";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineResult } from "@/domain/pod/machine";
import type { Http } from "@/server/http/http";
import type { Gate, Gates } from "@/server/http/pace";
import { isProviderError, ProviderError, parseRetryAfter } from "@/server/http/provider-error";
import { gateOf, type Provider } from "../contract";
import type { Query, Secrets } from "../request";
import { jsonOrNull, refused, textOf } from "./answer";
import type { MachineAnswer, MachineApi, MachineCall, MachineRequest } from "./contract";

export type BindOptions = {
  http: Http;
  now: Date;
  secrets: Secrets;
  /** Replaces every host of the provider, for simulators and tests. */
  baseUrl?: string;
  /** As for polls: both share the provider's limits. */
  gates?: Gates;
};

/** A provider's machines, ready to be called. `stop` and `start` are null where the provider has none. */
export type Machines = {
  launch(order: LaunchOrder): Promise<MachineResult<Machine>>;
  get(id: string): Promise<MachineResult<Machine>>;
  listOurs(): Promise<MachineResult<Machine[]>>;
  /** @param launchedAt when it was ordered; null only if that is unknown. */
  terminate(id: string, launchedAt: Date | null): Promise<MachineResult<null>>;
  stop: ((id: string) => Promise<MachineResult<null>>) | null;
  start: ((id: string) => Promise<MachineResult<null>>) | null;
};

/** How long after its launch a machine may be unknown to the API that launched it: EC2 and Compute Engine are slow to show it. */
const NEWBORN_MS = 60_000;

/** CoreWeave and DigitalOcean accept no name that ends in a hyphen. */
const MARK = new RegExp(`^${MARK_PREFIX}[a-z0-9-]{0,35}[a-z0-9]$`);

/**
 * Ties a provider's machine verbs to its API and to one taxonomy of faults.
 *
 * If a call that changes something gets no answer, the outcome is unknown. Ending a machine that is gone counts as done, unless it was
 * launched within the last minute, when it may not show yet. If a launch finds no such size or key, its order is invalid.
 * Reads pass on a {@link ProviderError}: an unreachable provider
 * says nothing about a machine.
 *
 * @throws {AppError} INVALID_INPUT from `launch` for a mark that is not ours; {ProviderError} rate_limit from every verb.
 */
export function bindMachines({ slug, machines, ...provider }: Provider, options: BindOptions): Machines {
  if (machines === undefined)
    throw new AppError("PRECONDITION_FAILED", `${slug} cannot rent through its API`, {
      reason: { code: "provider.rents_nothing", parameters: { id: slug } },
    });
  const api = {
    slug,
    baseUrl: machines.baseUrl ?? provider.baseUrl,
    gate: gateOf({ slug, ...provider }, "with a key", options),
  };
  const request = bindRequest(api, machines, options);
  const { stop, start } = machines;
  return {
    launch: (order) => {
      if (!MARK.test(order.mark)) throw new AppError("INVALID_INPUT", `mark: not one of ours: ${order.mark}`);
      return notGone(() => acting(() => machines.launch(request, order)));
    },
    get: (id) => reading(() => machines.get(request, id)),
    listOurs: () => reading(() => machines.listOurs(request)),
    terminate: async (id, launchedAt) => {
      const result = await acting(() => machines.terminate(request, id));
      if (result.ok || result.fault !== "gone") return result;
      const isNewborn = launchedAt !== null && options.now.getTime() - launchedAt.getTime() < NEWBORN_MS;
      return isNewborn ? { ...result, fault: "unknown_outcome" } : { ok: true, value: null };
    },
    stop: stop ? (id) => acting(() => stop(request, id)) : null,
    start: start ? (id) => acting(() => start(request, id)) : null,
  };
}

/** A launch does not look for a machine, so "not found" refers to a part of the order. */
async function notGone<Value>(launch: () => Promise<MachineResult<Value>>): Promise<MachineResult<Value>> {
  const result = await launch();
  return !result.ok && result.fault === "gone" ? { ...result, fault: "invalid" } : result;
}

async function reading<Value>(verb: () => Promise<MachineResult<Value>>): Promise<MachineResult<Value>> {
  try {
    return await verb();
  } catch (error) {
    if (isProviderError(error) && error.kind === "auth") return refused("auth", error.message);
    throw error;
  }
}

async function acting<Value>(verb: () => Promise<MachineResult<Value>>): Promise<MachineResult<Value>> {
  try {
    return await reading(verb);
  } catch (error) {
    if (isProviderError(error) && error.kind !== "rate_limit")
      return refused("unknown_outcome", error.message);
    throw error;
  }
}

type Api = { slug: string; baseUrl: string; gate: Gate | undefined };
/** In addition to the host of the base URL. */
type Hosts = { patterns: readonly string[]; own: string | null };

function bindRequest(api: Api, machines: MachineApi, options: BindOptions): MachineRequest {
  const { http, now, secrets } = options;
  const own = machines.authHeaders?.(secrets) ?? {};
  const hosts = { patterns: machines.hosts ?? [], own: machines.ownHost?.(secrets) ?? null };
  const call = async (
    asked: MachineCall,
    headers: Readonly<Record<string, string>>,
  ): Promise<MachineAnswer> => {
    const {
      status,
      headers: received,
      body,
    } = await http.exchange({
      url: urlOf(api, hosts, asked, options.baseUrl),
      method: asked.method ?? "GET",
      headers: { ...headers, ...asked.headers },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      ...(asked.text === undefined ? {} : { text: asked.text }),
      isRepeatable: asked.isRepeatable ?? false,
      gate: api.gate,
      ...(asked.headersTimeoutMs === undefined ? {} : { headersTimeoutMs: asked.headersTimeoutMs }),
    });
    // Refusals may repeat the key that they refuse, people see their text, and some come under status 200.
    const text = withoutKeys(body, machines, secrets);
    return { status, headers: received, text, json: jsonOrNull(text) };
  };
  return {
    secrets,
    now,
    call: async (asked) => {
      const answer = await call(asked, own);
      // Not an answer about the machine: nothing was done, and the call can be repeated later.
      if (answer.status === 429)
        throw new ProviderError("rate_limit", `${api.slug}: ${textOf(answer)}`, {
          status: 429,
          retryAfterMs: parseRetryAfter(answer.headers["retry-after"], now),
        });
      return answer;
    },
    fetch: async (input, init) => {
      const sent = new Request(input, init);
      const text = sent.body === null ? undefined : await sent.text();
      const asked = {
        method: methodOf(sent.method),
        path: sent.url,
        ...(text === undefined ? {} : { text }),
      };
      const { status, headers, text: body } = await call(asked, Object.fromEntries(sent.headers));
      const isBodyless = status === 204 || status === 304;
      return new Response(isBodyless ? null : body, { status, headers: withoutEncoding(headers) });
    },
  };
}

/** Texts too short to be a key are left: they can occur by chance. */
function withoutKeys(text: string, { secretNames }: MachineApi, secrets: Secrets): string {
  const keys = secretNames.map((name) => secrets[name] ?? "").filter((key) => key.length >= 8);
  return keys.reduce((hidden, key) => hidden.replaceAll(key, "[key]"), text);
}

/** The body is already decompressed. */
function withoutEncoding({
  "content-encoding": _e,
  "content-length": _l,
  ...headers
}: MachineAnswer["headers"]) {
  return headers;
}

function methodOf(method: string): NonNullable<MachineCall["method"]> {
  const known = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).find((one) => one === method);
  if (known === undefined) throw new ProviderError("bad_response", `method: ${method} is not supported`);
  return known;
}

/** A simulator answers for a host other than the base URL's below `/<slug>/_<host>/...`. */
function urlOf(
  { slug, baseUrl }: Api,
  { patterns, own }: Hosts,
  { path, query = {} }: { path: string; query?: Query },
  standIn: string | undefined,
): URL {
  const isWhole = /^https:\/\//.test(path);
  const url = new URL(isWhole ? path : baseUrl.replace(/\/$/, "") + path);
  const home = new URL(baseUrl).host;
  if (url.host !== home && url.host !== own && !patterns.some((host) => matchesHost(host, url.host)))
    throw new ProviderError("bad_response", `${slug}: ${url.host} is not among its hosts`);
  // Checked before URL parsing resolves "..", because encodeURIComponent leaves an id of dots as it is.
  const asked = isWhole ? path.slice(url.origin.length) : path;
  if (/(?:^|[/\\])\.{1,2}(?:[/\\]|$)|\/\//.test(decoded(asked.replace(/[?#].*$/s, ""))))
    throw new ProviderError("bad_response", `${slug}: refused the path ${url.pathname}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  if (standIn === undefined) return url;
  const room = url.host === home ? "" : `/_${url.host}`;
  return new URL(`${standIn.replace(/\/$/, "")}${room}${url.pathname}${url.search}`);
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return "//";
  }
}

function matchesHost(pattern: string, host: string): boolean {
  const expression = pattern.split("*").map((part) => part.replaceAll(".", "\\."));
  return new RegExp(`^${expression.join("[a-z0-9-]+")}$`).test(host);
}
