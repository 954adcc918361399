import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answerOf, Refusal, rawAnswer } from "./refusal/refusal";
import { newRequestId } from "./refusal/request-id";

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
  tail: Promise<void>;
};

const lingerMs = 1_000;

/**
 * Puts the requests of each connection in line, so that a client that sends many ahead of their answers waits for itself.
 *
 * @param limits.pipelined how many may wait in line; one more is refused, and the connection then closes.
 * @param serve  answers one request; must not reject.
 * @param refuse answers one request by a refusal; must not reject.
 */
export function createPipelines(
  limits: { pipelined: number },
  serve: (exchange: Exchange) => Promise<void>,
  refuse: (exchange: Exchange, refusal: Refusal) => Promise<void>,
) {
  const lines = new WeakMap<Duplex, Line>();

  function lineOf(socket: Duplex): Line {
    const line = lines.get(socket) ?? { waiting: 0, last: null, isClosing: false, tail: Promise.resolve() };
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
    // A refusal that closes the connection is already in line: what the client has sent after it is not answered.
    if (line.isClosing) return;
    const abort = new AbortController();
    res.once("close", () => abort.abort(new Refusal(499, "The client has left.")));
    const exchange = { req, res, signal: abort.signal, expectation };
    line.last = { req, abort };
    if (line.waiting <= limits.pipelined) {
      append(line, () => unlessOver(res, () => serve(exchange)));
      return;
    }
    line.isClosing = true;
    socket.pause();
    const refusal = new Refusal(
      429,
      `More than ${limits.pipelined} requests were sent on one connection ahead of their answers.`,
      { retryAfterSeconds: 1, headers: { connection: "close" } },
    );
    append(line, () => unlessOver(res, () => refuse(exchange, refusal)));
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

  return { add, fail, isOccupied };
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
