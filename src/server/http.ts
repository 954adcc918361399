import { setTimeout as delay } from "node:timers/promises";
import { Agent, type Dispatcher, request as undiciRequest } from "undici";
import { AppError } from "@/domain/errors";
import { BODY_REFUSED, boundedBody, discardBody, splitLines } from "./http-body";
import { guardedLookup, isAddress, isReachable, PRIVATE_ADDRESS } from "./http-guard";
import { parseBoundedJson } from "./http-json";

const retryableByKind = {
  auth: false,
  rate_limit: true,
  timeout: true,
  unavailable: true,
  bad_response: false,
  out_of_stock: false,
} as const;

type ProviderErrorKind = keyof typeof retryableByKind;

type ProviderErrorOptions = { cause?: unknown; status?: number; retryAfterMs?: number | null };

/** An outside service failed us. The message names host and path only: no query, header or body. */
export class ProviderError extends AppError {
  readonly kind: ProviderErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly status: number | null;

  constructor(kind: ProviderErrorKind, message: string, options: ProviderErrorOptions = {}) {
    super("PROVIDER_FAILED", message, { cause: options.cause });
    this.name = "ProviderError";
    this.kind = kind;
    this.retryable = retryableByKind[kind];
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.status = options.status ?? null;
  }
}

export type HttpRequest = {
  url: string | URL;
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  /** Sent as JSON when present. */
  body?: unknown;
  /** Says that a method other than GET may be repeated: a search by POST, a call with an idempotency key. */
  isRepeatable?: boolean;
  /** Of the body after decompression. */
  maxBytes?: number;
  /** For one attempt, from connecting to the last byte. */
  totalTimeoutMs?: number;
  signal?: AbortSignal | undefined;
};

export type HttpOptions = {
  userAgent?: string;
  /** Host names that may be called; absent means any public one. */
  allowedHosts?: readonly string[];
  /** Lets plain http and private addresses through: only for simulators and tests. Link-local stays refused. */
  allowPrivate?: boolean;
  connectTimeoutMs?: number;
  headersTimeoutMs?: number;
  bodyIdleTimeoutMs?: number;
  totalTimeoutMs?: number;
  maxBytes?: number;
  maxAttempts?: number;
  now?: () => Date;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
  random?: () => number;
  log?: { warn(fields: object, message: string): void };
};

export type Http = {
  /** The reply as JSON values, not yet checked against any schema. */
  json(request: HttpRequest): Promise<unknown>;
  text(request: HttpRequest): Promise<string>;
  /** Lines without their ends, as they arrive. Retried until the headers are in, never after. */
  lines(request: HttpRequest): AsyncIterable<string>;
  close(): Promise<void>;
};

/** Codes of zlib and of undici's parser for bytes that are no HTTP or no archive. */
const GARBLED_REPLY = /^(Z_|HPE_|HTTPParserError|ERR_BROTLI|ERR__ERROR|UND_ERR_HEADERS_OVERFLOW)/;
const REFUSED_BY_US: ReadonlySet<string> = new Set([BODY_REFUSED, PRIVATE_ADDRESS]);
const MAX_REDIRECTS = 3;
const MAX_RETRY_WAIT_MS = 30_000;
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

type Client = ReturnType<typeof makeClient>;
type Reply = { body: AsyncIterable<Uint8Array>; contentType: string; translate(error: unknown): unknown };

/**
 * Outbound HTTP with every bound set: time, size, depth, redirects, retries and the addresses it may reach.
 *
 * Names are resolved once and the socket goes to the checked address, so a name that changes its mind reaches nothing private.
 * Repeats GET and requests marked repeatable, with full jitter or as Retry-After says; a wait over 30 s is handed to the caller.
 *
 * @throws {ProviderError} from every method; the caller's own abort passes through unchanged.
 */
export function createHttp(options: HttpOptions = {}): Http {
  const client = makeClient(options);
  const text = async (request: HttpRequest) => (await readWhole(client, request)).body;
  const json = async (request: HttpRequest) => {
    const { body, contentType } = await readWhole(client, request);
    return parseReply(body, `${label(request)}: ${contentType}`);
  };
  return { json, text, lines: (request) => readLines(client, request), close: () => client.agent.close() };
}

function makeClient(options: HttpOptions) {
  const allowPrivate = options.allowPrivate ?? false;
  const agent = new Agent({
    connect: { timeout: options.connectTimeoutMs ?? 5_000, lookup: guardedLookup(allowPrivate) },
    headersTimeout: options.headersTimeoutMs ?? 15_000,
    bodyTimeout: options.bodyIdleTimeoutMs ?? 15_000,
    connections: 8,
  });
  return {
    agent,
    allowPrivate,
    allowedHosts: options.allowedHosts ?? null,
    userAgent: options.userAgent ?? "gpubroker/0.1",
    totalTimeoutMs: options.totalTimeoutMs ?? 60_000,
    maxBytes: options.maxBytes ?? 32 * 1024 * 1024,
    maxAttempts: options.maxAttempts ?? 3,
    now: options.now ?? (() => new Date()),
    sleep: options.sleep ?? ((ms: number, signal?: AbortSignal) => delay(ms, undefined, { signal })),
    random: options.random ?? Math.random,
    log: options.log ?? { warn() {} },
  };
}

async function readWhole(
  client: Client,
  request: HttpRequest,
): Promise<{ body: string; contentType: string }> {
  return await withRetries(client, request, async () => {
    const reply = await open(client, request);
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of reply.body) chunks.push(chunk);
      return { body: new TextDecoder().decode(Buffer.concat(chunks)), contentType: reply.contentType };
    } catch (error) {
      throw reply.translate(error);
    }
  });
}

async function* readLines(client: Client, request: HttpRequest): AsyncGenerator<string> {
  const reply = await withRetries(client, request, () => open(client, request));
  try {
    yield* splitLines(reply.body);
  } catch (error) {
    throw reply.translate(error);
  }
}

async function withRetries<T>(client: Client, request: HttpRequest, attempt: () => Promise<T>): Promise<T> {
  const mayRepeat = (request.method ?? "GET") === "GET" || request.isRepeatable === true;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ProviderError) || !error.retryable || !mayRepeat) throw error;
      const waitMs = error.retryAfterMs ?? Math.round(500 * 2 ** tries * client.random());
      if (tries >= client.maxAttempts || waitMs > MAX_RETRY_WAIT_MS) throw error;
      client.log.warn({ kind: error.kind, status: error.status, tries, waitMs }, error.message);
      await client.sleep(waitMs, request.signal);
    }
  }
}

async function open(client: Client, request: HttpRequest): Promise<Reply> {
  const deadline = AbortSignal.timeout(request.totalTimeoutMs ?? client.totalTimeoutMs);
  const translate = (error: unknown) =>
    request.signal?.aborted
      ? request.signal.reason
      : toProviderError(error, label(request), deadline.aborted);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  try {
    const response = await send(client, request, signal);
    const { "content-type": contentType, "content-encoding": encoding } = response.headers;
    const maxBytes = request.maxBytes ?? client.maxBytes;
    const body = boundedBody(response.body, String(encoding ?? "identity"), maxBytes);
    return { body, contentType: String(contentType ?? "no content type"), translate };
  } catch (error) {
    throw translate(error);
  }
}

async function send(
  client: Client,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  let url = checkUrl(client, new URL(request.url));
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await undiciRequest(url, { ...wireOptions(client, request), signal });
    if (response.statusCode >= 200 && response.statusCode < 300) return response;
    discardBody(response.body);
    const location = response.headers.location;
    if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== "string")
      throw statusError(response, label(request), client.now());
    url = checkUrl(client, checkRedirect(url, location, request));
  }
  throw new ProviderError("bad_response", `${label(request)}: more than ${MAX_REDIRECTS} redirects`);
}

function wireOptions(client: Client, request: HttpRequest) {
  const hasBody = request.body !== undefined;
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
    body: hasBody ? JSON.stringify(request.body) : null,
  };
}

/** Node connects to a literal address without asking the lookup, so literals are checked here. */
function checkUrl(client: Client, url: URL): URL {
  const where = `${url.protocol}//${url.host}`;
  const isSecure = url.protocol === "https:" || (client.allowPrivate && url.protocol === "http:");
  if (!isSecure || url.username !== "" || url.password !== "")
    throw new ProviderError("bad_response", `${where}: only https without credentials is called`);
  if (client.allowedHosts && !client.allowedHosts.includes(url.hostname))
    throw new ProviderError("bad_response", `${where}: host is not on the allow-list`);
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isAddress(literal) && !isReachable(literal, client.allowPrivate))
    throw new ProviderError("bad_response", `${where}: address is not public`);
  return url;
}

function checkRedirect(from: URL, location: string, request: HttpRequest): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  if (to === null || to.origin !== from.origin || (request.method ?? "GET") !== "GET")
    throw new ProviderError("bad_response", `${label(request)}: refused to follow a redirect elsewhere`);
  return to;
}

function parseReply(text: string, name: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch (cause) {
    throw new ProviderError("bad_response", `${name}: not acceptable JSON`, { cause });
  }
}

function statusError(response: Dispatcher.ResponseData, name: string, now: Date): ProviderError {
  const { statusCode: status, headers } = response;
  const retryAfterMs = parseRetryAfter(headers["retry-after"], now);
  return new ProviderError(kindOfStatus(status), `${name}: HTTP ${status}`, { status, retryAfterMs });
}

function kindOfStatus(status: number): ProviderErrorKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 429) return "rate_limit";
  if (status === 408) return "timeout";
  return status >= 500 ? "unavailable" : "bad_response";
}

/** Seconds or an HTTP date, as milliseconds from `now`; at most a day, so that no header silences a provider for good. */
export function parseRetryAfter(header: string | string[] | undefined, now: Date): number | null {
  if (typeof header !== "string") return null;
  const text = header.trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), MAX_RETRY_AFTER_MS);
}

function toProviderError(error: unknown, name: string, hitDeadline: boolean): ProviderError {
  if (error instanceof ProviderError) return error;
  const code = codeOf(error);
  if (hitDeadline)
    return new ProviderError("timeout", `${name}: no complete reply in time`, { cause: error });
  if (/TIMEOUT|ETIMEDOUT/.test(code))
    return new ProviderError("timeout", `${name}: ${code}`, { cause: error });
  if (REFUSED_BY_US.has(code))
    return new ProviderError("bad_response", `${name}: ${String(error)}`, { cause: error });
  const kind = GARBLED_REPLY.test(code) ? "bad_response" : "unavailable";
  return new ProviderError(kind, `${name}: ${code}`, { cause: error });
}

/** Undici's parser leaves some codes out, and then the error's name is what tells. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && error.code !== undefined ? String(error.code) : error.name;
}

/** Method, host and path: queries may hold keys. */
function label(request: HttpRequest): string {
  const { host, pathname } = new URL(request.url);
  return `${request.method ?? "GET"} ${host}${pathname}`;
}
