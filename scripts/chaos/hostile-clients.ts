import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../simulators/random";

/** One address for all of them: what it does must not be felt at any other. */
const HOSTILE_ADDRESS = "127.0.0.66";
const HOLD_MS = 6_000;

type Target = { port: number; random: Random };
type Attack = (target: Target) => Promise<void>;

const head = (port: number, path = "/offers") => `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;

/** Each is bounded in number and time, and closes what it has opened. */
export const attacks: Readonly<Record<string, Attack>> = {
  "1,000 pipelined pages on one socket": ({ port }) => hold(port, 1, () => head(port).repeat(1000)),
  "500 bodies that never end": ({ port }) =>
    hold(
      port,
      500,
      () =>
        `POST /api/trpc/offers.list HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 60000\r\n\r\n{"a":`,
    ),
  "1,000 heads that never end": ({ port }) =>
    hold(port, 1000, () => `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX-Slow: `),
  "4,000 silent sockets": ({ port }) => hold(port, 4000, () => ""),
  "300 sockets that send noise": ({ port, random }) => hold(port, 300, () => noise(random)),
  "60 exports that nobody reads": ({ port }) =>
    hold(port, 60, () => head(port, "/api/v2/offers.csv"), { isReading: false }),
  "200 handshakes of websockets": ({ port }) =>
    hold(
      port,
      200,
      () =>
        `GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    ),
};

/** Opens sockets, writes the text on each and keeps them for a while, whatever the server answers. */
async function hold(
  port: number,
  count: number,
  textOf: () => string,
  { isReading = true } = {},
): Promise<void> {
  const sockets = Array.from({ length: count }, () => {
    const socket = net.connect({ host: "127.0.0.1", port, localAddress: HOSTILE_ADDRESS });
    socket.on("error", () => {});
    socket.once("connect", () => socket.write(textOf(), "latin1"));
    if (isReading) socket.resume();
    return socket;
  });
  await sleep(HOLD_MS);
  for (const socket of sockets) socket.destroy();
}

function noise(random: Random): string {
  const length = random.whole(1, 400);
  return Array.from({ length }, () => String.fromCharCode(random.whole(0, 255))).join("");
}
