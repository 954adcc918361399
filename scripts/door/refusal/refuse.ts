import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { answerOf, type Refusal } from "./refusal";

const lingerMs = 1_000;
const lingerBytes = 262_144;

/**
 * Answers a request by a refusal, and resolves once that is done. A connection whose request is not read to its end closes; the
 * rest is thrown away for a moment first, because a client loses the answer if its connection closes over unread bytes.
 */
export async function refuse(res: ServerResponse, refusal: Refusal, requestId: string): Promise<void> {
  const { req } = res;
  if (res.destroyed || res.closed) return;
  const closed = once(res, "close");
  if (res.headersSent || refusal.status === 499) res.destroy();
  else {
    const { method, url } = req;
    const { status, headers, body } = answerOf(refusal, { method, url, requestId, headers: req.headers });
    res.writeHead(status, { ...headers, ...(req.complete ? {} : { connection: "close" }) });
    if (req.method === "HEAD") res.flushHeaders();
    else res.write(body);
    throwAwayRest(res);
  }
  await closed.catch(() => {});
}

/** Answers with a redirect, and resolves once that is done. */
export async function redirect(res: ServerResponse, location: string, requestId: string): Promise<void> {
  const closed = once(res, "close");
  const close = res.req.complete ? {} : { connection: "close" };
  res.writeHead(308, { location, "content-length": 0, "x-request-id": requestId, ...close });
  res.flushHeaders();
  throwAwayRest(res);
  await closed.catch(() => {});
}

function throwAwayRest(res: ServerResponse): void {
  const { req } = res;
  if (req.complete || req.destroyed || req.socket.readableEnded) {
    res.end();
    return;
  }
  const timer = setTimeout(() => res.end(), lingerMs);
  let thrownAway = 0;
  req.on("data", (chunk: Buffer) => {
    thrownAway += chunk.length;
    if (thrownAway > lingerBytes) res.end();
  });
  req.once("end", () => res.end()).once("close", () => res.end());
  res.once("close", () => clearTimeout(timer));
  req.resume();
}
