import type { Dispatcher } from "undici";
import { boundedBody, splitLines } from "./body";
import { type Client, type HttpOptions, makeClient } from "./client";
import { parseBoundedJson } from "./json";
import { type CallPolicy, createCallPolicy } from "./policy";
import { isProviderError, notReadable, ProviderError, toProviderError } from "./provider-error";
import { callOf, type HttpRequest, label, mayRepeat } from "./request";
import { type Send, send, sendOnce } from "./send";

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

function parseReply(text: string, name: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch (cause) {
    throw new ProviderError("bad_response", `${name}: invalid or unsafe JSON`, {
      cause,
      reason: notReadable,
    });
  }
}
