import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { headersForClient } from "./headers";
import { Refusal } from "./refusal/refusal";
import type { Upstream } from "./routes";
import type { Limits } from "./sharing/limits";

const retryEveryMs = 200;
/** Methods that may be sent a second time, because they change nothing. */
const repeatable = new Set(["GET", "HEAD", "OPTIONS"]);

export type Forwarded = {
  /** Named in refusals. */
  upstream: Upstream;
  port: number;
  agent: http.Agent;
  method: string;
  url: string;
  headers: OutgoingHttpHeaders;
  body: Buffer | null;
  signal: AbortSignal;
};

/**
 * Sends a request to an upstream and waits for the head of its answer. An upstream that is restarting is waited for. A read whose
 * connection broke before an answer is sent once more; anything else is not, because it may have had its effect.
 *
 * @param limits.upstreamStartMs counted from `arrivedAtMs`, a reading of `performance.now()`.
 * @throws {Refusal} 502, 503 or 504 with Retry-After; or the abort of the signal.
 */
export async function askUpstream(
  request: Forwarded,
  { limits, arrivedAtMs }: { limits: Limits; arrivedAtMs: number },
): Promise<IncomingMessage> {
  let mayRepeat = repeatable.has(request.method);
  for (;;) {
    try {
      return await ask(request, limits.answerMs);
    } catch (error) {
      request.signal.throwIfAborted();
      const code = codeOf(error);
      const isTooLate = performance.now() - arrivedAtMs > limits.upstreamStartMs;
      const wasNotSent = code === "ECONNREFUSED";
      const isBroken = code === "ECONNRESET" || code === "EPIPE";
      if (isTooLate || !(wasNotSent || (isBroken && mayRepeat))) throw failureOf(error, request.upstream);
      if (isBroken) mayRepeat = false;
      await sleep(retryEveryMs, undefined, { signal: request.signal });
    }
  }
}

type Relaying = { res: ServerResponse; requestId: string; limits: Limits; onUpstreamFree: () => void };

/**
 * Passes an answer on to the client.
 *
 * @param requestId added to an answer that has none.
 * @param onUpstreamFree called once the upstream is no longer occupied: it has sent everything, or waits for a slow client.
 * @returns when the answer is complete. An answer that breaks off closes the client's connection, so that it looks broken there.
 */
export function relay(
  answer: IncomingMessage,
  { res, requestId, limits, onUpstreamFree }: Relaying,
): Promise<void> {
  const { statusCode = 502, statusMessage = "", rawHeaders, headers } = answer;
  if (res.closed) {
    answer.destroy();
    onUpstreamFree();
    return Promise.resolve();
  }
  // Not an answer that a client could read: a switch of protocols that nobody asked for.
  if (statusCode < 200) {
    answer.destroy();
    throw new Refusal(502, "The upstream did not answer in HTTP.", { retryAfterSeconds: 2 });
  }
  return new Promise((resolve) => {
    const timers = [
      setTimeout(() => res.destroy(), limits.stallMs),
      setTimeout(() => res.destroy(), limits.relayMs),
    ];
    let slow: NodeJS.Timeout | undefined;
    const moved = () => timers[0]?.refresh();
    answer.on("data", (chunk: Buffer) => {
      moved();
      if (res.write(chunk)) return;
      answer.pause();
      slow ??= setTimeout(onUpstreamFree, limits.slowClientMs);
    });
    res.on("drain", () => {
      moved();
      clearTimeout(slow);
      slow = undefined;
      answer.resume();
    });
    answer.once("end", () => {
      onUpstreamFree();
      res.end();
    });
    answer.once("error", () => res.destroy());
    answer.once("close", () => answer.complete || res.destroy());
    res.once("close", () => {
      for (const timer of [...timers, slow]) clearTimeout(timer);
      if (!answer.complete) answer.destroy();
      onUpstreamFree();
      resolve();
    });
    const kept = headersForClient(rawHeaders, headers.connection);
    // All in one list: with a header set before, writeHead keeps only the last of repeated ones.
    if (headers["x-request-id"] === undefined) kept.push("x-request-id", requestId);
    res.writeHead(statusCode, statusMessage, kept);
    res.flushHeaders();
  });
}

function ask({ port, agent, method, url, headers, body, signal }: Forwarded, answerMs: number) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const length = body === null ? {} : { "content-length": body.length };
    const options = { host: "127.0.0.1", port, agent, method, path: url, signal };
    const request = http.request({ ...options, headers: { ...headers, ...length } });
    const timer = setTimeout(() => request.destroy(timeOut()), answerMs);
    request.once("response", (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    request.once("upgrade", (_answer, socket) => {
      socket.destroy();
      reject(new Error("the upstream switched protocols"));
    });
    request.on("error", reject);
    request.once("close", () => clearTimeout(timer));
    request.end(body ?? undefined);
  });
}

function timeOut(): Error {
  return Object.assign(new Error("the upstream did not answer in time"), { code: "ETIMEDOUT" });
}

function failureOf(error: unknown, upstream: Upstream): Refusal {
  const code = codeOf(error);
  const what = upstream === "web" ? "The web process" : "The live updates process";
  if (code === "ECONNREFUSED") return new Refusal(503, `${what} is restarting.`, { retryAfterSeconds: 2 });
  if (code === "ETIMEDOUT")
    return new Refusal(504, `${what} did not respond in time.`, { retryAfterSeconds: 5 });
  return new Refusal(502, `${what} broke off before it answered.`, { retryAfterSeconds: 2 });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
