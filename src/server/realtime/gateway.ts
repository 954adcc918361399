import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import { Server, type Socket } from "socket.io";
import { MARKET_ROOM } from "@/domain/events/market";
import { readForwarded } from "@/server/forwarded";
import type { Log } from "@/server/log";
import { listen } from "./listen";

type Options = { databaseUrl: string; publicUrl: string; port: number; log: Log };

/** Pages send nothing longer than a room name. */
const LARGEST_MESSAGE_BYTES = 4096;
/** Events that wait for one page. A page that reads has a few for a moment. */
const MOST_WAITING = 2000;

type Gateway = {
  /** Resolves once the gateway hears events for the first time; sockets may connect before that. */
  listening: Promise<void>;
  close: () => Promise<void>;
};

/**
 * The Socket.IO server: receives committed market events from PostgreSQL and sends them to the pages in the room.
 *
 * Pages only listen: their messages are ignored. A handshake from a foreign origin is refused.
 *
 * Events are sent on as they are: this process may read no table. Any login of the database could forge one, but those are the logins
 * of the processes that send the pages themselves; and a page that loads again shows what the tables say.
 */
export async function startGateway({ databaseUrl, publicUrl, port, log }: Options): Promise<Gateway> {
  const http = createServer((request, response) => {
    const isHealth = request.url === "/health";
    response.writeHead(isHealth ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isHealth ? { ok: true } : { error: "not found" }));
  });
  const io = new Server(http, {
    path: "/ws",
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request, publicUrl)),
  });
  io.on("connection", (socket) => {
    disconnectUnread(socket);
    void socket.join(MARKET_ROOM);
  });
  const listener = listen(databaseUrl, log, {
    onEvent: (event) => io.to(MARKET_ROOM).emit("market", event),
    // Events during the outage are lost, so pages read again.
    onReconnect: () => io.to(MARKET_ROOM).emit("market.resync"),
  });
  await listenOn(http, port);
  return {
    listening: listener.connected,
    close: async () => {
      const closed = Promise.all([listener.close(), io.close()]);
      // Connections without a request, or with half of one, would delay the end.
      http.closeAllConnections();
      await closed;
    },
  };
}

/** A page that answers pings but does not read would fill the memory with its events. A page that comes back reads everything again. */
function disconnectUnread({ conn }: Socket): void {
  let waiting = 0;
  conn.on("flush", () => {
    waiting = 0;
  });
  conn.on("packetCreate", () => {
    waiting += 1;
    // A polite goodbye would wait behind everything that is not read.
    if (waiting > MOST_WAITING) conn.request.socket.destroy();
  });
}

/** Our public address, or any loopback name of this machine. */
function isOwnOrigin(request: IncomingMessage, publicUrl: string): boolean {
  const { origin } = request.headers;
  if (!origin || !URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  if (host === new URL(publicUrl).host) return true;
  return loopbackNames.has(hostname) && host === readForwarded((name) => headerOf(request, name)).host;
}

/** Null for a header that came more than once. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

function listenOn(http: HttpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, "127.0.0.1", resolve);
  });
}
