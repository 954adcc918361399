import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { createGzip } from "node:zlib";
import type { Delivery } from "./faults";
import type { Reply } from "./reply";

const DRIP_BYTES = 16;
const DRIP_EVERY_MS = 250;

/** Sends a reply in the way that its fault requires. A hung response ends only when the client gives up or the server stops. */
export async function deliver(response: ServerResponse, reply: Reply, delivery: Delivery): Promise<void> {
  const bytes = Buffer.from(reply.body);
  const isGone = () => response.destroyed || response.closed;
  switch (delivery.kind) {
    case "hang":
      return;
    case "endless":
      response.writeHead(reply.status, { "content-type": reply.contentType });
      return untilDisconnect(pipeline(zeros(ENDLESS_BYTES), response));
    case "gzip_bomb":
      response.writeHead(reply.status, { "content-type": reply.contentType, "content-encoding": "gzip" });
      return untilDisconnect(pipeline(zeros(BOMB_BYTES), createGzip(), response));
    // The request was carried out, but the client never learns of it.
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

const ENDLESS_BYTES = 2 * 2 ** 30;
const BOMB_BYTES = 2 ** 30;

/** An endless JSON text, generated while it is sent. */
function zeros(bytes: number): Readable {
  const chunk = Buffer.alloc(64 * 1024, "[");
  return Readable.from(
    (function* () {
      for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
    })(),
  );
}

/** Waits for the end of the transfer. Ignores the error of a client that disconnects, as it should. */
async function untilDisconnect(sending: Promise<void>): Promise<void> {
  await sending.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE" && error.code !== "ECONNRESET" && error.code !== "EPIPE")
      throw error;
  });
}

function writeHead(
  response: ServerResponse,
  { status, contentType, headers }: Reply,
  length: number,
): ServerResponse {
  return response.writeHead(status, { "content-type": contentType, "content-length": length, ...headers });
}
