import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Delivery } from "./faults";
import type { Reply } from "./reply";

const DRIP_BYTES = 16;
const DRIP_EVERY_MS = 250;

/** Sends a reply the way its fault wants it. A hung answer ends only with the client's patience or the server. */
export async function deliver(response: ServerResponse, reply: Reply, delivery: Delivery): Promise<void> {
  const bytes = Buffer.from(reply.body);
  const isGone = () => response.destroyed || response.closed;
  switch (delivery.kind) {
    case "hang":
      return;
    // Everything was done; nobody hears of it.
    case "lost":
      response.destroy();
      return;
    case "whole":
      if (delivery.delayMs > 0) await delay(delivery.delayMs, undefined, { ref: false });
      if (!isGone()) writeHead(response, reply, bytes.length).end(bytes);
      return;
    case "truncated":
      // The promised length is never reached: the connection ends in the middle of the body.
      writeHead(response, reply, bytes.length).write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () =>
        response.destroy(),
      );
      return;
    case "slow_drip":
      writeHead(response, reply, bytes.length);
      for (let at = 0; at < bytes.length && !isGone(); at += DRIP_BYTES) {
        response.write(bytes.subarray(at, at + DRIP_BYTES));
        await delay(DRIP_EVERY_MS, undefined, { ref: false });
      }
      if (!isGone()) response.end();
      return;
    default:
      delivery satisfies never;
  }
}

function writeHead(
  response: ServerResponse,
  { status, contentType, headers }: Reply,
  length: number,
): ServerResponse {
  return response.writeHead(status, { "content-type": contentType, "content-length": length, ...headers });
}
