// Sends odd requests to a server and judges what comes back.
import net from "node:net";
import { makeOddRequest, type OddRequest } from "./make";
import { readAnswers } from "./read-answers";

/** Statuses that say what is wrong with a request, or that the server has enough of them. 500, 502 and 504 say neither. */
const honest = new Set([
  400, 401, 403, 404, 405, 406, 408, 409, 411, 413, 414, 415, 416, 417, 421, 422, 426, 429, 431, 501, 503,
  505,
]);
/** Longer than the door gives anything, on a machine that is busy. */
const giveUpMs = 60_000;
const oneInEachLane = Buffer.concat([
  ...["/ws", "/api/health", "/api/x", "/_next/static/x"].map((path) => plainRequest(path, "keep-alive")),
  plainRequest("/robots.txt"),
]);

/**
 * quietMs: a client that has heard nothing for so long asks whether the server is done with it, and then closes its half of the
 * connection. Requests come from the addresses in turn, so that none of them reaches a limit.
 */
export type Target = { port: number; quietMs?: number; addresses?: readonly string[] };
export type Verdict = { seed: number; statuses: number[]; complaint: string | null };
export type Outcome = { failures: Verdict[]; statuses: Map<number, number> };

/**
 * Sends the requests of many seeds, some at a time, and now and then a well-behaved one that must be served.
 *
 * @returns the seeds whose answers were not well formed, not honest or missing, and how often each status came.
 */
export async function sendOddRequests(
  { port, quietMs, addresses = ["127.0.0.1"] }: Target,
  { seeds, atOnce = 64 }: { seeds: readonly number[]; atOnce?: number },
): Promise<Outcome> {
  const failures: Verdict[] = [];
  const statuses = new Map<number, number>();
  const left = [...seeds].reverse();
  async function work(_: unknown, place: number): Promise<void> {
    const target = { port, quietMs, from: addresses[place % addresses.length] };
    for (let seed = left.pop(); seed !== undefined; seed = left.pop()) {
      const verdict = await judge(target, makeOddRequest(seed));
      for (const status of verdict.statuses) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (verdict.complaint !== null) failures.push(verdict);
      if (left.length % 100 === 0) failures.push(...(await checkService(target, seed)));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return { failures, statuses };
}

type Sender = { port: number; quietMs?: number | undefined; from?: string | undefined };

/** A well-behaved request, which must be served whatever came before. */
async function checkService(target: Sender, seed: number): Promise<Verdict[]> {
  const answer = await exchange(target, [plainRequest("/robots.txt")]);
  const { statuses, complaint } = readAnswers(answer.text, ["GET"]);
  if (complaint === null && statuses.length === 1 && statuses[0] === 200) return [];
  const what = answer.error ?? complaint ?? brief(answer.text);
  return [{ seed, statuses, complaint: `a well-behaved request after it was not served: ${what}` }];
}

async function judge(target: Sender, { seed, parts, methods, isCut }: OddRequest): Promise<Verdict> {
  const last = isCut ? [] : [plainRequest("/robots.txt")];
  const { text, error } = await exchange(target, [...parts, ...last]);
  const { statuses, complaint } = readAnswers(text, [...methods, "GET"]);
  const wrong = statuses.find((status) => status >= 400 && !honest.has(status));
  // An upgrade sent ahead of earlier answers closes the connection.
  const mayBeSilent = isCut || (methods.length > 1 && /upgrade/i.test(String(Buffer.concat(parts))));
  const isSilent = statuses.length === 0 && !mayBeSilent && Buffer.concat(parts).length > 0;
  return {
    seed,
    statuses,
    complaint:
      complaint ??
      (wrong === undefined ? null : `status ${wrong}`) ??
      (error?.startsWith("still open") ? error : null) ??
      (isSilent ? `no answer (${error ?? "closed"})` : null),
  };
}

type Exchanged = { text: string; error: string | null };

/** Sends the parts and returns all that comes back until the server closes, or until it has nothing more to say. */
function exchange({ port, quietMs = 200, from }: Sender, parts: readonly Buffer[]): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1", localAddress: from, noDelay: true });
    const chunks: Buffer[] = [];
    let error: string | null = null;
    // A machine that is busy makes silence long, so time alone does not tell that no answer is on its way.
    const quiet = setTimeout(async () => {
      const heard = chunks.length;
      await servesAfterwards({ port, from });
      if (chunks.length === heard) socket.end();
      else if (!socket.destroyed) quiet.refresh();
    }, quietMs);
    const timer = setTimeout(() => {
      error = `still open after ${giveUpMs / 1_000} s`;
      socket.destroy();
    }, giveUpMs);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      quiet.refresh();
    });
    socket.on("error", (failure) => {
      error ??= failure.message;
    });
    socket.on("close", () => {
      clearTimeout(quiet);
      clearTimeout(timer);
      resolve({ text: Buffer.concat(chunks).toString("latin1"), error });
    });
    sendParts(socket, parts);
  });
}

/**
 * Waits until a later request of the same address is served in each lane of the door. An address is served in the order in which
 * it has asked, so whatever it has asked before is then answered, too.
 */
function servesAfterwards({ port, from }: Sender): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1", localAddress: from, noDelay: true });
    socket.on("error", () => {}).once("close", () => resolve());
    socket.resume().write(oneInEachLane);
  });
}

function sendParts(socket: net.Socket, [part, ...more]: readonly Buffer[]): void {
  if (part === undefined || socket.destroyed) return;
  // The next part leaves in a packet of its own.
  socket.write(part, () => setImmediate(sendParts, socket, more));
}

function plainRequest(path: string, connection = "close"): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: ${connection}\r\n\r\n`);
}

function brief(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}
