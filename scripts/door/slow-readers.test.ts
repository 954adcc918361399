// Clients that read their answers slowly, or not at all, and what they leave for the others.
import type http from "node:http";
import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { startDoor, talk } from "./door.double";
import { defaultLimits } from "./sharing/limits";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** More than the systems on the way keep. */
const largeBytes = 12 * 1_048_576;
const large = Buffer.alloc(largeBytes, "x");
const answer = (req: http.IncomingMessage, res: http.ServerResponse) =>
  void res.end(req.url?.endsWith("/large") ? large : "ok");

async function start(limits = {}) {
  const door = await startDoor({ answer, limits, trustedProxies: ["127.0.0.1"] });
  cleanups.push(door.close);
  return door;
}

/** Asks for a large answer and reads only what `take` is called for. */
function askSlowly(port: number, path: string, client: string): Promise<net.Socket> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    cleanups.push(() => void socket.destroy());
    socket.pause().on("error", () => {});
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${client}\r\n\r\n`, () =>
      resolve(socket),
    );
  });
}

/** @returns how many bytes came until the connection closed or the answer was whole. */
function readAll(socket: net.Socket): Promise<number> {
  return new Promise((resolve) => {
    let bytes = 0;
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes >= largeBytes) resolve(bytes);
    });
    socket.once("close", () => resolve(bytes));
    socket.resume();
  });
}

function ask(port: number, path: string, client: string): Promise<string> {
  return talk(
    port,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${client}\r\nConnection: close\r\n\r\n`,
  );
}

test("answers that nobody reads do not take the connections to the upstream from others", {
  timeout: 40_000,
}, async () => {
  const lane = { active: 4, activePerAddress: 4, activePerBusyAddress: 4, waiting: 64, waitMs: 15_000 };
  const lanes = { pages: lane, api: lane, files: lane, health: lane, live: lane };
  const slowAnswers = { perAddress: 4, perNetwork: 4, total: 8 };
  const { port, web, door } = await start({ slowClientMs: 20, answerMs: 15_000, lanes, slowAnswers });
  for (let place = 0; place < 60; place++) await askSlowly(port, "/api/large", `10.0.0.${place}`);
  // Each has had its turn, and only those within the limit are left.
  await expect.poll(() => web.seen.length).toBe(60);
  await expect.poll(() => door.openSockets()).toBe(slowAnswers.total);
  expect(await ask(port, "/api/small", "10.9.9.9")).toMatch(/^HTTP\/1\.1 200 /);
});

test("one address has a few slow answers, and what is over them is cut off", async () => {
  const slowAnswers = { perAddress: 2, perNetwork: 2, total: 4 };
  const { port, web, door } = await start({ slowClientMs: 20, slowAnswers });
  const sockets = [];
  for (let place = 0; place < 3; place++) sockets.push(await askSlowly(port, "/api/large", "10.0.0.1"));
  await expect.poll(() => web.seen.length).toBe(3);
  await expect.poll(() => door.openSockets()).toBe(2);
  const isCutOff = sockets.map(async (socket) => (await readAll(socket)) < largeBytes);
  expect((await Promise.all(isCutOff)).filter(Boolean)).toHaveLength(1);
});

test("a client that reads a little now and then does not keep its turn", async () => {
  const pages = { ...defaultLimits.lanes.pages, active: 1, waitMs: 10_000 };
  const lanes = { ...defaultLimits.lanes, pages };
  const { port, web } = await start({ slowClientMs: 2_000, answerMs: 10_000, lanes });
  const trickle = await askSlowly(port, "/large", "10.0.0.1");
  const timer = setInterval(() => {
    trickle.once("data", () => trickle.pause());
    trickle.resume();
  }, 500);
  cleanups.push(() => clearInterval(timer));
  await expect.poll(() => web.seen.length).toBe(1);
  expect(await ask(port, "/small", "10.9.9.9")).toMatch(/^HTTP\/1\.1 200 /);
});
