import { Agent, type Dispatcher, request as undiciRequest } from "undici";
import { trustedNow } from "@/server/clock/clock";
import { boundedBody, discardBody, splitLines } from "./body";
import { guardedLookup, isAddress, isReachable } from "./guard";
import { parseBoundedJson } from "./json";
import type { Gate } from "./pace";
import { type Breaker, type CallPolicy, createCallPolicy, noBreaker } from "./policy";
import { isProviderError, ProviderError, statusError, toProviderError } from "./provider-error";

export type HttpRequest = {
  url: string | URL;
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  /** Sent as JSON when present. */
  body?: unknown;
  /** Sent as it is instead of `body`; the caller sets the content type in `headers`. */
  text?: string;
  /** Allows retries of a method other than GET: a search by POST, or a call with an idempotency key. */
  isRepeatable?: boolean;
  /** Limit for the body after decompression. */
  maxBytes?: number;
  /** For one attempt, from connecting to the last byte. */
  totalTimeoutMs?: number;
  /** The rate limit at which every attempt waits for its turn. */
  gate?: Gate | undefined;
  /** For long polls, whose answer starts late on purpose. Defaults to the client's. */
  headersTimeoutMs?: number;
  signal?: AbortSignal | undefined;
};

export type HttpOptions = {
  userAgent?: string;
  /** Host names that may be called; absent means any public one. */
  allowedHosts?: readonly string[];
  /** Allows plain http and private addresses: only for simulators and tests. Link-local addresses stay refused. */
  allowPrivate?: boolean;
  connectTimeoutMs?: number;
  headersTimeoutMs?: number;
  bodyIdleTimeoutMs?: number;
  totalTimeoutMs?: number;
  maxBytes?: number;
  maxAttempts?: number;
  /** A circuit breaker around every attempt; none by default. */
  breaker?: Breaker;
  /** Aborts every call of this client. */
  signal?: AbortSignal | undefined;
  now?: () => Date;
  /** Adjusts the wait before a retry; tests shorten it. */
  wait?: (milliseconds: number) => number;
  random?: () => number;
  log?: { warn(fields: object, message: string): void };
};

/** Header names are in lower case. */
export type HttpAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

export type Http = {
  /** The reply as parsed JSON, not yet checked against a schema. */
  json(request: HttpRequest): Promise<unknown>;
  text(request: HttpRequest): Promise<string>;
  /** Lines without their line ends, as they arrive. The call is retried until the headers have arrived, never after. */
  lines(request: HttpRequest): AsyncIterable<string>;
  /**
   * The answer with any status, for APIs that explain a refusal in the body. Redirects are refused. A repeatable request is
   * retried on 429 and 5xx and finally throws; any other request is sent once.
   */
  exchange(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
};

const MAX_REDIRECTS = 3;

type Client = ReturnType<typeof makeClient>;
type Reply = {
  status: number;
  headers: Dispatcher.ResponseData["headers"];
  body: AsyncIterable<Uint8Array>;
  translate(error: unknown): unknown;
};

/**
 * Outbound HTTP with every bound set: time, size, depth, redirects, retries and the addresses it may reach.
 *
 * Names are resolved once and the socket connects to the checked address, so DNS rebinding cannot reach a private host. Retries
 * GET and requests marked repeatable, with full jitter or as Retry-After says; a wait over 30 s is left to the caller.
 *
 * @throws {ProviderError} from every method; the caller's own abort is passed through unchanged.
 */
export function createHttp(options: HttpOptions = {}): Http {
  const client = makeClient(options);
  const abortable = (request: HttpRequest) => ({ ...request, signal: anyOf(request.signal, options.signal) });
  const text = async (request: HttpRequest) => (await readWhole(client, abortable(request), send)).body;
  return {
    text,
    json: async (request) => {
      const { body, headers } = await readWhole(client, abortable(request), send);
      return parseReply(body, `${label(request)}: ${headers["content-type"] ?? "no content type"}`);
    },
    lines: (request) => readLines(client, abortable(request)),
    exchange: (request) => readWhole(client, abortable(request), sendOnce),
    close: () => client.agent.close(),
  };
}

function anyOf(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}

function makeClient(options: HttpOptions) {
  const allowPrivate = options.allowPrivate ?? false;
  const agent = new Agent({
    connect: { timeout: options.connectTimeoutMs ?? 5_000, lookup: guardedLookup(allowPrivate) },
    headersTimeout: options.headersTimeoutMs ?? 15_000,
    bodyTimeout: options.bodyIdleTimeoutMs ?? 15_000,
    connections: 8,
  });
  const { random = Math.random, wait = (milliseconds: number) => milliseconds } = options;
  return {
    agent,
    allowPrivate,
    allowedHosts: options.allowedHosts ?? null,
    userAgent: options.userAgent ?? "gpubroker/0.1",
    totalTimeoutMs: options.totalTimeoutMs ?? 60_000,
    maxBytes: options.maxBytes ?? 16 * 1024 * 1024,
    now: options.now ?? trustedNow,
    policy: { maxAttempts: options.maxAttempts ?? 3, breaker: options.breaker ?? noBreaker, random, wait },
    log: options.log ?? { warn() {} },
  };
}

type Send = (client: Client, request: HttpRequest, signal: AbortSignal) => Promise<Dispatcher.ResponseData>;

async function readWhole(client: Client, request: HttpRequest, transmit: Send): Promise<HttpAnswer> {
  let hasLeft = false;
  const noting = (error: unknown) => {
    hasLeft ||= !isUnsent(error);
    return error;
  };
  try {
    return await policyOf(client, request).buffered(async (deadline) => {
      const reply = await open(client, request, transmit, deadline).catch((error: unknown) => {
        throw noting(error);
      });
      try {
        const chunks: Uint8Array[] = [];
        for await (const chunk of reply.body) chunks.push(chunk);
        const body = new TextDecoder().decode(Buffer.concat(chunks));
        return { status: reply.status, headers: singleHeaders(reply.headers), body };
      } catch (error) {
        throw noting(reply.translate(error));
      }
    });
  } catch (error) {
    // The last attempt did not leave, but an earlier one did.
    throw hasLeft && isUnsent(error) ? error.afterSending() : error;
  }
}

function isUnsent(error: unknown): error is ProviderError {
  return isProviderError(error) && error.isUnsent;
}

async function* readLines(client: Client, request: HttpRequest): AsyncGenerator<string> {
  const reply = await policyOf(client, request).streamed((deadline) => open(client, request, send, deadline));
  try {
    yield* splitLines(reply.body);
  } catch (error) {
    throw reply.translate(error);
  }
}

function policyOf(client: Client, request: HttpRequest): CallPolicy {
  const { policy, log } = client;
  return createCallPolicy({
    ...policy,
    mayRepeat: mayRepeat(request),
    timeoutMs: request.totalTimeoutMs ?? client.totalTimeoutMs,
    signal: request.signal,
    admit: async () => await request.gate?.pass(callOf(request), request.signal),
    onRetry: (error, waitMs) => log.warn({ kind: error.kind, status: error.status, waitMs }, error.message),
  });
}

function callOf({ method = "GET", url }: HttpRequest) {
  return { method, path: new URL(url).pathname };
}

function mayRepeat({ method = "GET", isRepeatable = false }: HttpRequest): boolean {
  return method === "GET" || isRepeatable;
}

async function open(
  client: Client,
  request: HttpRequest,
  transmit: Send,
  deadline: AbortSignal,
): Promise<Reply> {
  const translate = (error: unknown) =>
    request.signal?.aborted
      ? request.signal.reason
      : toProviderError(error, label(request), deadline.aborted);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  try {
    const { statusCode: status, headers, body: raw } = await transmit(client, request, signal);
    const encoding = String(headers["content-encoding"] ?? "identity");
    const body = boundedBody(raw, encoding, request.maxBytes ?? client.maxBytes);
    return { status, headers, body, translate };
  } catch (error) {
    throw translate(error);
  }
}

function singleHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

/** Every status except a redirect is an answer. For a repeatable request, 429 and 5xx throw so that it is retried. */
async function sendOnce(client: Client, request: HttpRequest, signal: AbortSignal) {
  const url = checkUrl(client, new URL(request.url));
  const response = await ask(client, url, request, signal);
  const { statusCode: status } = response;
  const isRedirect = status >= 300 && status < 400;
  const shouldRetry = mayRepeat(request) && (status === 429 || status >= 500);
  if (!isRedirect && !shouldRetry) return response;
  discardBody(response.body);
  throw statusError(response, label(request), client.now());
}

async function send(
  client: Client,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  let url = checkUrl(client, new URL(request.url));
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await ask(client, url, request, signal);
    if (response.statusCode >= 200 && response.statusCode < 300) return response;
    discardBody(response.body);
    const location = response.headers.location;
    if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== "string")
      throw statusError(response, label(request), client.now());
    url = checkUrl(client, checkRedirect(url, location, request));
  }
  throw new ProviderError("bad_response", `${label(request)}: more than ${MAX_REDIRECTS} redirects`);
}

async function ask(client: Client, url: URL, request: HttpRequest, signal: AbortSignal) {
  const response = await undiciRequest(url, { ...wireOptions(client, request), signal });
  request.gate?.observe({ status: response.statusCode, headers: response.headers });
  return response;
}

function wireOptions(client: Client, request: HttpRequest) {
  const hasBody = request.body !== undefined && request.text === undefined;
  return {
    dispatcher: client.agent,
    method: request.method ?? ("GET" as const),
    headers: {
      "user-agent": client.userAgent,
      accept: "application/json, text/csv, */*;q=0.1",
      "accept-encoding": "gzip, deflate, br",
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...request.headers,
    },
    body: hasBody ? JSON.stringify(request.body) : (request.text ?? null),
    ...(request.headersTimeoutMs === undefined ? {} : { headersTimeout: request.headersTimeoutMs }),
  };
}

/** Node connects to a literal address without calling the lookup, so literals are checked here. */
function checkUrl(client: Client, url: URL): URL {
  const where = `${url.protocol}//${url.host}`;
  const isSecure = url.protocol === "https:" || (client.allowPrivate && url.protocol === "http:");
  if (!isSecure || url.username !== "" || url.password !== "")
    throw new ProviderError("bad_response", `${where}: only https without credentials is called`, {
      isUnsent: true,
    });
  if (client.allowedHosts && !client.allowedHosts.includes(url.hostname))
    throw new ProviderError("bad_response", `${where}: host is not on the allow-list`, { isUnsent: true });
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isAddress(literal) && !isReachable(literal, client.allowPrivate))
    throw new ProviderError("bad_response", `${where}: address is not public`, { isUnsent: true });
  return url;
}

function checkRedirect(from: URL, location: string, request: HttpRequest): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  if (to === null || to.origin !== from.origin || (request.method ?? "GET") !== "GET")
    throw new ProviderError(
      "bad_response",
      `${label(request)}: refused to follow a redirect to another origin`,
    );
  return to;
}

function parseReply(text: string, name: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch (cause) {
    throw new ProviderError("bad_response", `${name}: invalid or unsafe JSON`, { cause });
  }
}

/** Method, host and path, without the query, which may contain keys. */
function label(request: HttpRequest): string {
  const { host, pathname } = new URL(request.url);
  return `${request.method ?? "GET"} ${host}${pathname}`;
}
