import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deliver } from "./deliver";
import type { Delivery } from "./faults";
import { type FeedRequest, jsonReply, type Reply } from "./reply";

const MAX_BODY_BYTES = 1024 * 1024;

/** One simulated API, below the first part of the path. Returns null if it has nothing at the path. */
export type Mount = (request: FeedRequest) => { reply: Reply; delivery?: Delivery } | null;

/** Mounts by the first part of the path. */
export type Mounts = ReadonlyMap<string, Mount>;

type ServerOptions = {
  mounts: Mounts;
  /** 0: any free port. */
  port: number;
  now(): Date;
};

/** Serves simulated APIs on 127.0.0.1. The first part of the path selects the API. */
export async function serveMounts({ mounts, port, now }: ServerOptions) {
  const server = createServer((request, response) => {
    handle(mounts, request, response, now()).catch((error: unknown) => {
      console.error("a simulator failed to handle a request", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo; // always true for a TCP server that listens
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  mounts: Mounts,
  request: IncomingMessage,
  response: ServerResponse,
  now: Date,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await readBody(request);
  if (body === null) return deliver(response, jsonReply({ error: "the body is too large" }, 413), whole);
  const [, first = "", path = "/"] = /^\/([^/]*)(\/.*)?$/.exec(pathname) ?? [];
  const headers = singleHeaders(request.headers);
  const answer = mounts.get(first)?.({ method: request.method ?? "GET", path, query, headers, body, now });
  const { reply, delivery = whole } = answer ?? { reply: nothingAt(pathname) };
  return deliver(response, reply, delivery);
}

const whole: Delivery = { kind: "whole", delayMs: 0 };

function nothingAt(pathname: string): Reply {
  return jsonReply({ error: `nothing at ${pathname}` }, 404);
}

/** Repeated headers joined; Node joins all but a few of them already. */
function singleHeaders(headers: IncomingHttpHeaders): FeedRequest["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    // Reads an oversized body to its end, because a client reads the refusal only after it has sent everything.
    if (length <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (length > MAX_BODY_BYTES) return null;
  return Buffer.concat(chunks).toString("utf8");
}
