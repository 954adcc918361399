import { type Dispatcher, request as undiciRequest } from "undici";
import { discardBody } from "./body";
import type { Client } from "./client";
import { isAddress, isReachable } from "./guard";
import { callNotAllowed, ProviderError, statusError } from "./provider-error";
import { type HttpRequest, label, mayRepeat } from "./request";

const MAX_REDIRECTS = 3;

/** One attempt of a request, until its head has arrived. */
export type Send = (
  client: Client,
  request: HttpRequest,
  signal: AbortSignal,
) => Promise<Dispatcher.ResponseData>;

/** Every status except a redirect is an answer. For a repeatable request, 429 and 5xx throw so that it is retried. */
export async function sendOnce(client: Client, request: HttpRequest, signal: AbortSignal) {
  const url = checkUrl(client, new URL(request.url));
  const response = await ask(client, url, request, signal);
  const { statusCode: status } = response;
  const isRedirect = status >= 300 && status < 400;
  const shouldRetry = mayRepeat(request) && (status === 429 || status >= 500);
  if (!isRedirect && !shouldRetry) return response;
  discardBody(response.body);
  throw statusError(response, label(request), client.now());
}

/** Follows redirects of a GET within its origin. Any other status than a success throws. */
export async function send(
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
  throw new ProviderError("bad_response", `${label(request)}: more than ${MAX_REDIRECTS} redirects`, {
    reason: callNotAllowed,
  });
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
      reason: callNotAllowed,
    });
  if (client.allowedHosts && !client.allowedHosts.includes(url.hostname))
    throw new ProviderError("bad_response", `${where}: host is not on the allow-list`, {
      isUnsent: true,
      reason: callNotAllowed,
    });
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isAddress(literal) && !isReachable(literal, client.allowPrivate))
    throw new ProviderError("bad_response", `${where}: address is not public`, {
      isUnsent: true,
      reason: callNotAllowed,
    });
  return url;
}

function checkRedirect(from: URL, location: string, request: HttpRequest): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  if (to === null || to.origin !== from.origin || (request.method ?? "GET") !== "GET")
    throw new ProviderError(
      "bad_response",
      `${label(request)}: refused to follow a redirect to another origin`,
      { reason: callNotAllowed },
    );
  return to;
}
