import type { Http, HttpAnswer } from "@/server/http/http";
import type { Gate, Gates } from "@/server/http/pace";
import { isProviderError, ProviderError, retryAfterOf } from "@/server/http/provider-error";
import type { Query, Secrets } from "../request";
import { jsonOrNull, textOf } from "./answer";
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

/** `hasLeft`: a call that may have rented, changed or ended something was sent, or may have been. */
export type Trace = { hasLeft: boolean };

type Api = { slug: string; baseUrl: string; gate: Gate | undefined };
/** In addition to the host of the base URL. */
type Hosts = { patterns: readonly string[]; own: string | null };

/**
 * The calls of one verb: below the provider's own hosts, with its keys, which no answer shows.
 *
 * @param options `trace` is written to as calls are made.
 */
export function bindRequest(
  api: Api,
  machines: MachineApi,
  options: BindOptions & { trace: Trace },
): MachineRequest {
  const { http, now, secrets, trace } = options;
  const own = machines.authHeaders?.(secrets) ?? {};
  const hosts = { patterns: machines.hosts ?? [], own: machines.ownHost?.(secrets) ?? null };
  const call = async (
    asked: MachineCall,
    headers: Readonly<Record<string, string>>,
  ): Promise<MachineAnswer> => {
    const url = urlOf(api, hosts, asked, options.baseUrl);
    const sending = http.exchange({
      url,
      method: asked.method ?? "GET",
      headers: { ...headers, ...asked.headers },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      ...(asked.text === undefined ? {} : { text: asked.text }),
      isRepeatable: asked.isRepeatable ?? false,
      gate: api.gate,
      ...(asked.headersTimeoutMs === undefined ? {} : { headersTimeoutMs: asked.headersTimeoutMs }),
    });
    const { status, headers: received, body } = await noting(sending, asked, trace);
    // Refusals may repeat the key that they refuse, people see their text, and some come under status 200.
    const text = withoutKeys(body, machines, secrets);
    return { status, headers: received, text, json: jsonOrNull(text) };
  };
  return {
    secrets,
    now,
    call: async (asked) => {
      const answer = await call(asked, own);
      // Not an answer about the machine.
      if (answer.status === 429)
        throw new ProviderError("rate_limit", `${api.slug}: ${textOf(answer)}`, {
          status: 429,
          retryAfterMs: retryAfterOf(answer.headers, now),
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

/** Only a call that certainly did not leave has ordered nothing. */
async function noting(
  sending: Promise<HttpAnswer>,
  { method = "GET", changesNothing = false }: MachineCall,
  trace: Trace,
): Promise<HttpAnswer> {
  const isOrder = method !== "GET" && !changesNothing;
  try {
    const answer = await sending;
    trace.hasLeft ||= isOrder;
    return answer;
  } catch (error) {
    trace.hasLeft ||= isOrder && !(isProviderError(error) && error.isUnsent);
    throw error;
  }
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
