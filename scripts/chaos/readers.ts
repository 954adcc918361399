import http from "node:http";
import { io, type Socket } from "socket.io-client";
import type { Random } from "../../simulators/random";
import { get, type Outcome } from "./requests";

/** What people read: pages and the API, all of it answerable from the market snapshot or from what is stored. */
const paths = [
  "/api/v2/offers?limit=20",
  "/api/v2/offers?gpu=h100-sxm-80&limit=20",
  "/api/v2/offers?pricing=on_demand&limit=50&price=..8",
  "/offers",
  "/",
  "/gpus",
] as const;

const READS_PER_SECOND = 8;
const READERS = 8;
const SOCKETS = 8;

export type Read = Outcome & { path: string; atMs: number };

export type Readers = { reads: readonly Read[]; sockets: readonly Socket[]; stop: () => Promise<void> };

/** A steady load in an open loop: reads leave on the clock, whether or not earlier ones have been answered. */
export function startReaders({ port, hangMs }: { port: number; hangMs: number }, random: Random): Readers {
  const reads: Read[] = [];
  const agents = Array.from({ length: READERS }, () => new http.Agent({ keepAlive: true, maxSockets: 4 }));
  const running = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const reader = random.whole(0, READERS - 1);
    const path = random.pick(paths);
    const from = `127.0.1.${reader + 1}`;
    const atMs = performance.now();
    const agent = agents[reader];
    const read = get({ port, path, from, hangMs, ...(agent === undefined ? {} : { agent }) }).then(
      ({ body: _body, ...outcome }) => void reads.push({ ...outcome, path, atMs }),
    );
    running.add(read);
    void read.finally(() => running.delete(read));
  }, 1000 / READS_PER_SECOND);
  const sockets = Array.from({ length: SOCKETS }, () => openSocket(port));
  return {
    reads,
    sockets,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
      for (const socket of sockets) socket.disconnect();
      for (const agent of agents) agent.destroy();
    },
  };
}

/** Reconnects by itself, as an open page does. */
export function openSocket(port: number): Socket {
  return io(`http://127.0.0.1:${port}`, {
    path: "/ws",
    transports: ["websocket"],
    extraHeaders: { origin: `http://localhost:${port}`, host: `localhost:${port}` },
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
    forceNew: true,
  });
}
