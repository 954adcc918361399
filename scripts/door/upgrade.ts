import http, { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { originOf } from "./addresses";
import { checkRequest } from "./check-request";
import { relay } from "./forward";
import { headersForClient, headersForUpstream } from "./headers";
import { hasBody } from "./read-body";
import { Refusal } from "./refusal/refusal";
import { refuse } from "./refusal/refuse";
import { requestIdOf } from "./refusal/request-id";
import { pathOf, type Upstream } from "./routes";
import type { DoorOptions } from "./serve";
import { createShares } from "./sharing/shares";

type Upgraded = { socket: Socket; answer: IncomingMessage; head: Buffer };
type Request = {
  req: IncomingMessage;
  res: ServerResponse;
  requestId: string;
  port: number;
  release: () => void;
};

/** Connects websockets to the realtime process, and in development to Next's hot reload. Refuses all others at once. */
export function createUpgrades(options: DoorOptions) {
  const { limits, isTrusted, ports, dev, onFailure } = options;
  const websockets = createShares(limits.websockets);
  const open = new Set<Duplex>();

  /** Connects, or answers why not. Never rejects. */
  async function connect(req: IncomingMessage, res: ServerResponse, head: Buffer): Promise<void> {
    const requestId = requestIdOf(req.headers);
    let release = () => {};
    try {
      checkRequest(req, limits);
      const port = ports[upstreamOf(req, dev)];
      const peer = req.socket.remoteAddress ?? "";
      const { headers } = req;
      const origin = originOf({ peer, host: headers.host ?? "", headers }, isTrusted);
      const share = websockets.open(origin.client);
      const full = share.take(1);
      if (full !== null) throw tooMany(full === "total");
      release = share.release;
      const told = headersForUpstream(headers, { origin, requestId, dev });
      const request = { req, res, requestId, port, release };
      const upgraded = await shakeHands(request, told, options);
      if (upgraded !== null) join(request, upgraded, head);
    } catch (error) {
      release();
      const refusal = error instanceof Refusal ? error : unreachable();
      if (refusal.isOurs) onFailure(error, requestId);
      await refuse(res, refusal, requestId).catch(() => res.destroy());
    }
  }

  function join({ req, res, release }: Request, { socket: upstream, answer, head }: Upgraded, early: Buffer) {
    const { socket } = req;
    res.detachSocket(socket);
    const end = () => {
      open.delete(socket);
      release();
      socket.destroy();
      upstream.destroy();
    };
    open.add(socket);
    for (const side of [socket, upstream]) side.on("error", end).once("close", end);
    if (socket.destroyed || upstream.destroyed) return end();
    socket.setTimeout(limits.idleUpgradeMs, end);
    socket.setNoDelay(true);
    upstream.setNoDelay(true);
    socket.write(switchOf(answer));
    if (head.length > 0) socket.write(head);
    if (early.length > 0) upstream.write(early);
    upstream.pipe(socket);
    socket.pipe(upstream);
  }

  function closeAll(): void {
    for (const socket of open) socket.destroy();
  }

  return { connect, closeAll };
}

/** A response on a connection that Node has handed over for an upgrade. The connection closes after it. */
export function responseOn(req: IncomingMessage): ServerResponse {
  const { socket } = req;
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  res.on("error", () => {});
  res.assignSocket(socket);
  socket.on("drain", () => res.emit("drain"));
  res.once("finish", () => {
    const timer = setTimeout(() => socket.destroy(), 1_000);
    socket.once("close", () => clearTimeout(timer));
    socket.destroySoon();
  });
  return res;
}

export function isWebsocket(req: IncomingMessage): boolean {
  return req.headers.upgrade?.toLowerCase() === "websocket";
}

function upstreamOf(req: IncomingMessage, dev: boolean): Upstream {
  const { method, url = "" } = req;
  const path = pathOf(url);
  if (method !== "GET") throw new Refusal(405, "A websocket opens with GET.", { headers: { allow: "GET" } });
  if (hasBody(req)) throw new Refusal(400, "The request for a websocket must have no body.");
  if (path === "/ws" || path.startsWith("/ws/")) return "realtime";
  if (dev && path.startsWith("/_next/")) return "web";
  throw new Refusal(404, "There is no websocket at this address. Live updates are at /ws.");
}

/** @returns null if the upstream has answered without switching protocols; the client then has that answer. */
function shakeHands(
  { req, res, requestId, port, release }: Request,
  told: http.OutgoingHttpHeaders,
  { limits }: DoorOptions,
): Promise<Upgraded | null> {
  return new Promise((resolve, reject) => {
    const headers = { ...told, connection: "Upgrade", upgrade: "websocket" };
    const request = http.request({ host: "127.0.0.1", port, path: req.url, headers, agent: false });
    const timer = setTimeout(() => request.destroy(new Error("no answer to the upgrade")), limits.answerMs);
    const gone = () => request.destroy();
    res.once("close", gone);
    request.on("error", reject);
    request.once("close", () => clearTimeout(timer));
    request.once("upgrade", (answer, socket, head) => {
      clearTimeout(timer);
      res.off("close", gone);
      resolve({ socket, answer, head });
    });
    request.once("response", (answer) => {
      clearTimeout(timer);
      const refused = { res, requestId, limits, onUpstreamFree: release, mayLinger: () => false };
      relay(answer, refused).then(() => resolve(null), reject);
    });
    request.end();
  });
}

function switchOf({ rawHeaders, headers }: IncomingMessage): string {
  const kept = headersForClient(rawHeaders, headers.connection);
  const lines = kept.map((text, place) => (place % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  return `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines.join("")}\r\n`;
}

function tooMany(isTotal: boolean): Refusal {
  return isTotal
    ? new Refusal(503, "Too many live connections are open here.", { retryAfterSeconds: 30 })
    : new Refusal(429, "Your address has too many live connections open. Close one.", {
        retryAfterSeconds: 30,
      });
}

function unreachable(): Refusal {
  return new Refusal(503, "The live updates process is restarting.", { retryAfterSeconds: 2 });
}
