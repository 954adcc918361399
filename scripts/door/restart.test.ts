import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { closedPort, talk } from "./door.double";
import { createFrontDoor } from "./front-door";
import { defaultLimits, type Limits } from "./sharing/limits";

const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const soon = { timeout: 20_000 };

/** For what must not be lost, however busy the machine is. */
const patient: Partial<Limits> = {
  answerMs: 30_000,
  upstreamStartMs: 30_000,
  lanes: { ...defaultLimits.lanes, pages: { ...defaultLimits.lanes.pages, waitMs: 30_000 } },
};

/** A door in front of a web process that can be killed and started again. */
async function setUp(limits: Partial<Limits> = {}) {
  const webPort = await closedPort();
  const door = createFrontDoor({ web: webPort, realtime: webPort, limits });
  const port = await door.listen(0);
  cleanups.push(door.close);
  let web: ChildProcess | null = null;
  async function startWeb(): Promise<void> {
    const child = fork(path.join(import.meta.dirname, "page-server.double.mjs"), [String(webPort)]);
    web = child;
    cleanups.push(() => child.kill("SIGKILL"));
    await once(child, "message");
  }
  /** @returns the exit code and the signal that ended it. */
  async function endWeb(signal: NodeJS.Signals): Promise<unknown[]> {
    if (web === null) throw new Error("web does not run");
    const isOver = once(web, "exit");
    web.kill(signal);
    return isOver;
  }
  return { port, door, startWeb, endWeb, signalWeb: (signal: NodeJS.Signals) => web?.kill(signal) };
}

function read(port: number, { agent, method = "GET" }: { agent?: http.Agent; method?: string } = {}) {
  return new Promise<number>((resolve) => {
    const options = { port, host: "127.0.0.1", method, path: "/offers", ...(agent && { agent }) };
    const request = http.request(options, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
      answer.once("error", () => resolve(0));
    });
    request.on("error", () => resolve(0)).end();
  });
}

/** Eight clients that ask without a pause until they are stopped. The statuses count; 0 is an answer that broke off. */
function askSteadily(port: number, method = "GET") {
  const agent = new http.Agent({ keepAlive: true });
  const statuses = new Map<number, number>();
  let isOver = false;
  async function work(): Promise<void> {
    while (!isOver) {
      const status = await read(port, { agent, method });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  const readers = Array.from({ length: 8 }, work);
  async function stop() {
    isOver = true;
    await Promise.all(readers);
    agent.destroy();
    return statuses;
  }
  return { stop, served: () => statuses.get(200) ?? 0 };
}

test.each(["SIGKILL", "SIGTERM"] as const)(
  "no read is lost when web is ended by %s and started again, five times",
  { timeout: 90_000 },
  async (signal) => {
    const { port, startWeb, endWeb } = await setUp(patient);
    await startWeb();
    const readers = askSteadily(port);
    for (let round = 0; round < 5; round++) {
      const before = readers.served();
      await expect.poll(() => readers.served(), soon).toBeGreaterThan(before + 40);
      await endWeb(signal);
      await startWeb();
    }
    const statuses = await readers.stop();
    expect([...statuses.keys()]).toEqual([200]);
  },
);

test("web that is ended by SIGTERM carries out the writes that it has, and ends", {
  timeout: 90_000,
}, async () => {
  const { port, startWeb, endWeb } = await setUp(patient);
  await startWeb();
  const clients = [askSteadily(port, "POST"), askSteadily(port)];
  for (let round = 0; round < 5; round++) {
    const before = clients.map(({ served }) => served());
    const served = () => clients.every((one, index) => one.served() > (before[index] ?? 0) + 40);
    await expect.poll(served, soon).toBe(true);
    expect(await endWeb("SIGTERM")).toEqual([0, null]);
    await startWeb();
  }
  const [writes, reads] = await Promise.all(clients.map(({ stop }) => stop()));
  expect([...(reads?.keys() ?? [])]).toEqual([200]);
  // The system refuses a connection that comes in the instant in which web stops listening, as if it had been read and cut off.
  const { 200: served = 0, 502: refused = 0, ...others } = Object.fromEntries(writes ?? []);
  expect(others).toEqual({});
  expect(served).toBeGreaterThan(200);
  expect(refused).toBeLessThanOrEqual(5);
});

test("reads and writes that find web away are served once it is back, however many they are", {
  timeout: 90_000,
}, async () => {
  const { port, startWeb } = await setUp(patient);
  const asked = Array.from({ length: 60 }, (_, place) => read(port, { method: place % 6 ? "GET" : "POST" }));
  // The door has them all by the time that it refuses a request beyond them.
  expect(await talk(port, "GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toContain(" 400 ");
  await startWeb();
  expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
});

test("a client that leaves is not held any longer", async () => {
  const { port, door } = await setUp();
  const requests = Array.from({ length: 20 }, () => http.get({ port, host: "127.0.0.1" }));
  for (const request of requests) request.on("error", () => {});
  await expect.poll(() => door.openSockets()).toBe(20);
  for (const request of requests) request.destroy();
  await expect.poll(() => door.openSockets()).toBe(0);
});

test("a web that accepts and does not answer is a 504 in time, and serves again once it does", async () => {
  const { port, startWeb, signalWeb } = await setUp({ answerMs: 3_000 });
  await startWeb();
  expect(await read(port)).toBe(200);
  signalWeb("SIGSTOP");
  expect(await read(port)).toBe(504);
  signalWeb("SIGCONT");
  expect(await read(port)).toBe(200);
});

test("an upgrade is not held: its client connects again by itself", async () => {
  const { port } = await setUp();
  const startedAt = performance.now();
  const answer = await talk(
    port,
    "GET /ws/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 2/i);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
