import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Client } from "./addresses";
import { hasBody } from "./read-body";
import { answerOf, Refusal, rawAnswer } from "./refusal/refusal";
import { newRequestId } from "./refusal/request-id";
import type { Limits } from "./sharing/limits";
import { createShares, type Share } from "./sharing/shares";

/** One request and its answer. The signal aborts with a {@link Refusal} as its reason. */
export type Exchange = {
  req: IncomingMessage;
  res: ServerResponse;
  signal: AbortSignal;
  expectation: Expectation;
};

/** What the client waits for before it sends the body: nothing, "100 Continue", or what is not understood here. */
export type Expectation = "nothing" | "continue" | "unknown";

/** The requests of one connection, which are served one after the other. */
type Line = {
  waiting: number;
  last: { req: IncomingMessage; abort: AbortController } | null;
  isClosing: boolean;
  /** What came after the refusal that closes the connection: Node keeps it until then. */
  unanswered: Share | null;
  tail: Promise<void>;
};

type Pipelines = {
  limits: Pick<Limits, "pipelined" | "waitingHeadBytes">;
  /** Whose budget a connection uses; null for one of our own proxies. */
  holderOf(socket: Socket): Client | null;
  /** Answers one request; must not reject. */
  serve(exchange: Exchange): Promise<void>;
  /** Answers one request by a refusal; must not reject. */
  refuse(exchange: Exchange, refusal: Refusal): Promise<void>;
};

const lingerMs = 1_000;
/** What a request and its response take in Node without any header, and each name or value beside its characters. */
const requestBytes = 4_096;
const textBytes = 32;

/**
 * Puts the requests of each connection in line, so that a client that sends many ahead of their answers waits for itself. What
 * waits has no body and stays within a number for each connection and a budget for all; anything more is refused in its turn, and
 * the connection then closes.
 */
export function createPipelines({ limits, holderOf, serve, refuse }: Pipelines) {
  const lines = new WeakMap<Duplex, Line>();
  const heads = createShares(limits.waitingHeadBytes);

  function lineOf(socket: Duplex): Line {
    const line = lines.get(socket) ?? {
      waiting: 0,
      last: null,
      isClosing: false,
      unanswered: null,
      tail: Promise.resolve(),
    };
    lines.set(socket, line);
    return line;
  }

  function append(line: Line, work: () => Promise<void>): void {
    line.waiting += 1;
    line.tail = line.tail.then(work).finally(() => {
      line.waiting -= 1;
    });
  }

  /** Puts a request in line. */
  function add(req: IncomingMessage, res: ServerResponse, expectation: Expectation = "nothing"): void {
    const { socket } = req;
    const line = lineOf(socket);
    req.on("error", () => {});
    res.on("error", () => {});
    if (line.isClosing) {
      leaveUnanswered(line, req);
      return;
    }
    const abort = new AbortController();
    res.once("close", () => abort.abort(new Refusal(499, "The client has left.")));
    const exchange = { req, res, signal: abort.signal, expectation };
    line.last = { req, abort };
    const share = heads.open(holderOf(socket));
    const refusal = line.waiting === 0 ? null : whyNotToWait(line, req, share);
    if (refusal === null) {
      append(line, () => {
        share.release();
        return unlessOver(res, () => serve(exchange));
      });
      return;
    }
    line.isClosing = true;
    // Up to a read and a buffer of the stream, some 80 KB, may still come in and wait unread.
    socket.pause();
    append(line, () => unlessOver(res, () => refuse(exchange, refusal)));
  }

  function whyNotToWait(line: Line, req: IncomingMessage, share: Share): Refusal | null {
    if (line.waiting > limits.pipelined)
      return closing(
        `More than ${limits.pipelined} requests were sent on one connection ahead of their answers.`,
      );
    // Its bytes would be held in the pieces they came in, which takes a hundred times their size.
    if (hasBody(req))
      return closing("A request with a body was sent ahead of the answer to the request before it.");
    const full = share.take(bytesOf(req));
    if (full === null) return null;
    return full === "total"
      ? closing("Too many requests wait here for the answers before them.", 503)
      : closing("Too many requests of your address wait here for the answers before them.");
  }

  /**
   * Keeps count of what comes after a refusal in the same piece. A connection that has no room for it closes at once, without the
   * answers before it.
   */
  function leaveUnanswered(line: Line, req: IncomingMessage): void {
    const { socket } = req;
    if (line.unanswered === null) {
      line.unanswered = heads.open(holderOf(socket));
      socket.once("close", line.unanswered.release);
    }
    if (line.unanswered.take(bytesOf(req)) !== null) socket.destroy();
  }

  /** Ends a connection whose bytes are no HTTP, or came too late: once what is in line is answered, it gets the refusal. */
  function fail(socket: Duplex, refusal: Refusal): void {
    const line = lineOf(socket);
    if (line.isClosing) return;
    line.isClosing = true;
    if (line.last !== null && !line.last.req.complete) line.last.abort.abort(refusal);
    else append(line, async () => endWith(socket, refusal));
  }

  /** Whether an earlier request on this connection is not answered yet, or never will be. */
  function isOccupied(socket: Duplex): boolean {
    const line = lines.get(socket);
    return line !== undefined && (line.waiting > 0 || line.isClosing);
  }

  /** Whether what is in line is all that this connection will be answered. */
  function isClosing(socket: Duplex): boolean {
    return lines.get(socket)?.isClosing ?? false;
  }

  return { add, fail, isOccupied, isClosing };
}

/** What a request keeps in memory while it waits, about. */
function bytesOf({ url = "", rawHeaders }: IncomingMessage): number {
  const texts = rawHeaders.reduce((sum, text) => sum + text.length + textBytes, 0);
  return requestBytes + url.length + texts;
}

function closing(message: string, status: 429 | 503 = 429): Refusal {
  return new Refusal(status, message, { retryAfterSeconds: 1, headers: { connection: "close" } });
}

/** A response without a socket comes after one that closes the connection, and would never end. */
async function unlessOver({ socket }: ServerResponse, work: () => Promise<void>): Promise<void> {
  if (socket !== null && !socket.destroyed) await work();
}

/** Answers on a connection without a response object, and closes it. */
export function endWith(socket: Duplex, refusal: Refusal): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(timer));
  socket.end(rawAnswer(answerOf(refusal, { requestId: newRequestId() })), () => socket.destroy());
}
