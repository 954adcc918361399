import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Gate } from "./gate";
import { headersForClient } from "./headers";
import { Refusal } from "./refusal/refusal";
import type { Upstream } from "./routes";
import type { Limits } from "./sharing/limits";

/** Methods that may be sent again, because they change nothing. */
const repeatable = new Set(["GET", "HEAD"]);
/** A request that breaks the connection each time may be what ends the upstream. */
const mostRepeats = 1;
const repeatAfterMs = 200;
/** What an upstream gets for its answer however long the request has waited before. */
const leastAnswerMs = 1_000;

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

type Asking = {
  limits: Limits;
  gate: Gate;
  /** Waits for a turn at the upstream; the function that comes back ends the turn. */
  takeTurn(withinMs: number): Promise<() => void>;
};

/**
 * Takes a turn at an upstream, sends a request and waits for the head of the answer. An upstream that refuses the connection is
 * restarting: the request waits for it, without a turn. A read whose connection broke before its answer is sent again; anything else
 * is not, because it may have had its effect.
 *
 * @returns the answer, and the function that ends the turn.
 * @throws {Refusal} 502, 503 or 504 with Retry-After; or the abort of the signal.
 */
export async function askUpstream(request: Forwarded, { limits, gate, takeTurn }: Asking) {
  const startedAtMs = performance.now();
  let allowedMs = limits.answerMs;
  const leftMs = () => startedAtMs + allowedMs - leastAnswerMs - performance.now();
  let repeats = isRepeatable(request) ? mostRepeats : 0;
  // A connection that is used again may be closing: a read is then sent again, and nothing else can be.
  let agent: http.Agent | false = isRepeatable(request) ? request.agent : false;
  for (;;) {
    const leave = await takeTurn(Math.max(leftMs(), leastAnswerMs));
    try {
      return { answer: await ask({ ...request, agent }, Math.max(leftMs(), 0) + leastAnswerMs), leave };
    } catch (error) {
      leave();
      request.signal.throwIfAborted();
      allowedMs = Math.max(limits.upstreamStartMs, limits.answerMs);
      if (!(await mayAskAgain(error))) throw failureOf(error, request.upstream);
    }
  }

  async function mayAskAgain(error: unknown): Promise<boolean> {
    const code = codeOf(error);
    if (code === "ECONNREFUSED") return gate.wait(leftMs(), request.signal);
    if ((code !== "ECONNRESET" && code !== "EPIPE") || repeats === 0 || leftMs() <= 0) return false;
    repeats -= 1;
    // What was kept may close as well: an upstream that ends closes all of it.
    agent = false;
    await sleep(repeatAfterMs, undefined, { signal: request.signal });
    return true;
  }
}

function isRepeatable({ method, body }: Pick<Forwarded, "method" | "body">): boolean {
  return repeatable.has(method) && body === null;
}

type Relaying = {
  res: ServerResponse;
  requestId: string;
  limits: Limits;
  onUpstreamFree: () => void;
  mayLinger: () => boolean;
};

/**
 * Passes an answer on to the client.
 *
 * @param requestId added to an answer that has none.
 * @param onUpstreamFree called once the upstream is no longer occupied: it has sent everything, or waits for a slow client.
 * @param mayLinger whether a slow client may have the rest, whose connection to the upstream it keeps; otherwise it is cut off.
 * @returns when the answer is complete. An answer that breaks off closes the client's connection, so that it looks broken there.
 */
export function relay(
  answer: IncomingMessage,
  { res, requestId, limits, onUpstreamFree, mayLinger }: Relaying,
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
    const waited = stopwatch(limits.slowClientMs, () => {
      onUpstreamFree();
      if (!mayLinger()) res.destroy();
    });
    const moved = () => timers[0]?.refresh();
    answer.on("data", (chunk: Buffer) => {
      moved();
      if (res.write(chunk)) return;
      answer.pause();
      waited.start();
    });
    res.on("drain", () => {
      moved();
      waited.stop();
      answer.resume();
    });
    answer.once("end", () => {
      onUpstreamFree();
      res.end();
    });
    answer.once("error", () => res.destroy());
    answer.once("close", () => answer.complete || res.destroy());
    res.once("close", () => {
      for (const timer of timers) clearTimeout(timer);
      waited.stop();
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

/** Adds up the time between starts and stops, and calls once it is enough: a client must not buy it back byte by byte. */
function stopwatch(enoughMs: number, onEnough: () => void) {
  let leftMs = enoughMs;
  let startedAtMs = 0;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  return {
    start(): void {
      if (timer !== undefined || isOver) return;
      startedAtMs = performance.now();
      timer = setTimeout(
        () => {
          isOver = true;
          onEnough();
        },
        // A stop may come after the time and before the timer.
        Math.max(leftMs, 0),
      );
    },
    stop(): void {
      clearTimeout(timer);
      if (timer !== undefined) leftMs -= performance.now() - startedAtMs;
      timer = undefined;
    },
  };
}

type Asked = Omit<Forwarded, "agent"> & { agent: http.Agent | false };

function ask({ port, agent, method, url, headers, body, signal }: Asked, answerMs: number) {
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
