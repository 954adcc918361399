// The reverse proxy at the public address: it sends /ws to the realtime process and everything else to the web process.
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Client, clientOf, trustOf } from "./addresses";
import { checkMethod } from "./check-request";
import { createPipelines, type Expectation, endWith } from "./pipeline";
import { hasBody } from "./read-body";
import { type Fate, readInPieces } from "./read-in-pieces";
import { Refusal } from "./refusal/refusal";
import { refuse } from "./refusal/refuse";
import { requestIdOf } from "./refusal/request-id";
import { createServing } from "./serve";
import { defaultLimits, developmentLimits, type Limits } from "./sharing/limits";
import { createShares } from "./sharing/shares";
import { createUpgrades, isWebsocket, responseOn } from "./upgrade";

type Options = {
  /** Ports of the two upstreams on 127.0.0.1. */
  web: number;
  realtime: number;
  /** Whether Next's development server is behind the door. */
  dev?: boolean;
  limits?: Partial<Limits>;
  /** Addresses and CIDR blocks. */
  trustedProxies?: readonly string[];
  onFailure?: (error: unknown, requestId: string) => void;
};

/**
 * @returns listen binds 127.0.0.1 and, if the machine has IPv6, ::1. It returns the port; 0 binds any free port. close gives
 *   answers in progress a moment.
 */
export function createFrontDoor(options: Options) {
  const { web, realtime, dev = false, trustedProxies = [], onFailure = () => {} } = options;
  const limits = { ...defaultLimits, ...(dev ? developmentLimits : {}), ...options.limits };
  const isTrusted = trustOf(trustedProxies);
  const behind = { ports: { web, realtime }, dev, limits, isTrusted, onFailure };
  const serving = createServing(behind);
  const upgrades = createUpgrades(behind);
  const sockets = createShares(limits.sockets);
  const refusals = createShares(limits.refusals);
  const held = createShares(limits.heldSockets);
  const pipelines = createPipelines({
    limits,
    holderOf,
    serve: serving.serve,
    refuse: ({ req, res }, refusal) => refuse(res, refusal, requestIdOf(req.headers)),
  });
  const connected = new Set<Socket>();
  const silent = new Set<Socket>();
  /** By Node, which no longer parses what they send. */
  const handedOver = new WeakSet<Socket>();
  const servers = [createServer(), createServer()];

  function holderOf({ remoteAddress = "" }: Socket): Client | null {
    return isTrusted(remoteAddress) ? null : clientOf(remoteAddress);
  }

  /** @returns whether the connection is served. */
  function admit(socket: Socket): boolean {
    socket.on("error", () => socket.destroy());
    const share = sockets.open(holderOf(socket));
    const full = share.take(1);
    connected.add(socket);
    socket.once("close", () => {
      connected.delete(socket);
      share.release();
    });
    if (full === null) return true;
    refuseConnection(socket, full === "total");
    return false;
  }

  /**
   * A few are told why; the others wait in silence. Whoever opens again what is closed would otherwise keep the door busy with nothing
   * but refusals.
   */
  function refuseConnection(socket: Socket, isTotal: boolean): void {
    const client = clientOf(socket.remoteAddress ?? "");
    const telling = refusals.open(client);
    if (telling.take(1) === null) {
      setTimeout(telling.release, limits.refusalMs).unref();
      return void endWith(socket, tooManySockets(isTotal));
    }
    const holding = held.open(client);
    if (holding.take(1) !== null) return void socket.destroy();
    const timer = setTimeout(() => socket.destroy(), limits.heldMs);
    silent.add(socket);
    socket.resume().once("close", () => {
      clearTimeout(timer);
      silent.delete(socket);
      holding.release();
    });
  }

  function fateOf(socket: Socket): Fate {
    if (handedOver.has(socket)) return "leave";
    return socket.destroyed || pipelines.isClosing(socket) ? "drop" : "parse";
  }

  function onRequest(req: IncomingMessage, res: ServerResponse, expectation?: Expectation): void {
    alone(req.socket, () => pipelines.add(req, res, expectation));
  }

  function onClientError(error: Error, socket: Duplex): void {
    if ("code" in error && error.code === "ECONNRESET") socket.destroy();
    else pipelines.fail(socket, refusalOfParser(error));
  }

  /** What goes wrong on one connection ends that connection, whatever it is. */
  function alone(socket: Duplex, work: () => void): void {
    try {
      work();
    } catch (error) {
      onFailure(error, "none");
      socket.destroy();
    }
  }

  function onUpgrade(req: IncomingMessage, head: Buffer): void {
    const { socket } = req;
    socket.on("error", () => socket.destroy());
    // Node has taken the connection from the answers before this one, which could not be sent in order any more.
    if (pipelines.isOccupied(socket)) return void socket.destroy();
    const res = responseOn(req);
    // A client that offers another protocol, as curl does with HTTP/2, is served in this one.
    if (isWebsocket(req)) void upgrades.connect(req, res, head);
    // Node reads no body of a request that offers an upgrade, so it would be waited for without end.
    else if (hasBody(req))
      void refuse(
        res,
        new Refusal(400, "A request that offers an upgrade must have no body."),
        requestIdOf(req.headers),
      );
    else pipelines.add(req, res);
  }

  function createServer() {
    const server = http.createServer({
      maxHeaderSize: limits.headBytes,
      insecureHTTPParser: false,
      // The door answers for itself; Node's own refusal has no body.
      requireHostHeader: false,
      connectionsCheckingInterval: limits.checkEveryMs,
      headersTimeout: limits.headMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
    });
    // Node otherwise drops the headers after the 2,000th silently.
    server.maxHeadersCount = 0;
    // Node's own listener makes a parser and buffers, which a refused connection must not cost.
    const [serveHttp] = server.listeners("connection");
    server.removeAllListeners("connection");
    server.on("connection", (socket) => {
      if (!admit(socket)) return;
      serveHttp?.call(server, socket);
      readInPieces(socket, { fateOf, alone });
    });
    server.on("request", (req, res) => onRequest(req, res));
    server.on("checkContinue", (req, res) => onRequest(req, res, "continue"));
    server.on("checkExpectation", (req, res) => onRequest(req, res, "unknown"));
    server.on("upgrade", (req, _socket, head) => {
      handedOver.add(req.socket);
      alone(req.socket, () => onUpgrade(req, head));
    });
    server.on("connect", (req) => {
      handedOver.add(req.socket);
      alone(req.socket, () => endWith(req.socket, refusalOfMethod("CONNECT")));
    });
    server.on("clientError", (error, socket) => alone(socket, () => onClientError(error, socket)));
    return server;
  }

  async function listen(port: number): Promise<number> {
    const [first, second] = servers;
    if (first === undefined || second === undefined) throw new Error("there are two servers");
    const actual = await listenOn(first, port, "127.0.0.1");
    await listenOn(second, actual, "::1").catch((error) => {
      if (error.code === "EADDRINUSE") throw error;
    });
    return actual;
  }

  async function close(): Promise<void> {
    const timer = setTimeout(() => destroyAll(connected), limits.closeMs);
    const closed = servers.filter((server) => server.listening).map(closeServer);
    upgrades.closeAll();
    destroyAll(silent);
    const sweep = setInterval(() => closeIdle(servers), 50);
    await Promise.all(closed);
    clearInterval(sweep);
    clearTimeout(timer);
    serving.destroy();
  }

  return { listen, close, openSockets: () => connected.size };
}

function refusalOfParser(error: Error): Refusal {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new Refusal(408, "The request did not arrive in time.", { retryAfterSeconds: 1 });
  if (code === "HPE_HEADER_OVERFLOW") return new Refusal(431, "The headers of the request are too large.");
  if (code === "HPE_INVALID_URL")
    return new Refusal(400, "The address contains characters that must be percent-encoded.");
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW")
    return new Refusal(413, "The chunk extensions are too large.");
  const packet = "rawPacket" in error && Buffer.isBuffer(error.rawPacket) ? error.rawPacket : Buffer.alloc(0);
  const [, method] = /^([A-Za-z-]{1,40}) \S+(?: HTTP\/1\.[01]\r\n|$)/.exec(packet.toString("latin1")) ?? [];
  if (code === "HPE_INVALID_METHOD" && method !== undefined) return refusalOfMethod(method);
  return new Refusal(400, "The request is not valid HTTP/1.1.");
}

function refusalOfMethod(method: string): Refusal {
  try {
    checkMethod(method);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  return new Refusal(400, "The request is not valid HTTP/1.1.");
}

function tooManySockets(isTotal: boolean): Refusal {
  return isTotal
    ? new Refusal(503, "Too many connections are open here.", { retryAfterSeconds: 5 })
    : new Refusal(429, "Your address has too many connections open here.", { retryAfterSeconds: 5 });
}

function listenOn(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(portOf(server.address())));
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return address.port;
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** A connection whose answer ends while the door closes would wait for its client otherwise. */
function closeIdle(servers: readonly http.Server[]): void {
  for (const server of servers) server.closeIdleConnections();
}

function destroyAll(sockets: Iterable<Socket>): void {
  for (const socket of sockets) socket.destroy();
}
