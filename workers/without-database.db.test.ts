import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { superuserUrl } from "@/server/database.double";
import { type DatabaseGate, databaseGate } from "@/server/database-gate.double";
import { db } from "@/server/db";
import { queueNames } from "@/server/jobs/catalog";
import { closeQueues, queueNamed } from "@/server/queue";
import { settings } from "@/server/settings";
import { freePort } from "../scripts/processes/ports.mjs";

/** The processes as they run in production, with a database that goes away and comes back. */
const soon = { timeout: 20_000, interval: 20 };
const endWithinMs = 10_000;

let gate: DatabaseGate;
let started: Started | null = null;

beforeEach(async () => {
  gate = await databaseGate(settings().DATABASE_URL);
});
afterEach(async () => {
  started?.child.kill("SIGKILL");
  await started?.ended;
  await gate.close();
});
afterAll(async () => {
  for (const name of queueNames) await queueNamed(name).obliterate({ force: true });
  await closeQueues();
  await db().$disconnect();
});

it("workers wait for a database that is away at the start, say so once, and work once it is there", async () => {
  const id = `job_${process.pid}`;
  const at = new Date();
  await db().outboxJob.deleteMany();
  await db().outboxJob.create({
    data: { id, job: "prune-polls", payload: {}, requestId: "req_1", createdAt: at, runAt: at },
  });
  const { child, lines } = start("index");
  await vi.waitUntil(() => lines.some((line) => line.includes("the database does not answer")), soon);
  expect(await ask(child, "ping")).toBe("alive");

  await gate.open();
  expect(await ask(child, null)).toBe("ready");
  const finished = async () => (await db().outboxJob.findUnique({ where: { id } }))?.finishedAt !== null;
  await vi.waitUntil(finished, soon);
  expect(lines.filter((line) => line.includes("the database does not answer"))).toHaveLength(1);
}, 60_000);

it("workers end within ten seconds when their database hangs", async () => {
  const { child, ended } = start("index");
  await gate.open();
  await ask(child, null);
  gate.freeze();
  const begin = performance.now();
  child.kill("SIGTERM");
  await ended;
  expect(performance.now() - begin).toBeLessThan(endWithinMs);
}, 60_000);

it("realtime serves before its database is there, and ends within ten seconds whatever its clients hold open", async () => {
  const { child, ended, url } = await startRealtime();
  await vi.waitUntil(() => isOk(`${url}/health`), soon);
  await gate.open();
  const net = await import("node:net");
  const half = net.connect(Number(new URL(url).port), "127.0.0.1");
  half.on("error", () => undefined);
  await new Promise<void>((resolve) => half.once("connect", () => resolve()));
  half.write("POST /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
  const begin = performance.now();
  child.kill("SIGTERM");
  await ended;
  expect(performance.now() - begin).toBeLessThan(endWithinMs);
  half.destroy();
}, 60_000);

it("a process that waited for its database still refuses a privileged role", async () => {
  const { child, lines, ended } = await startRealtime(superuserUrl());
  await vi.waitUntil(() => lines.some((line) => line.includes("the database does not answer")), soon);
  await gate.open();
  await ended;
  expect(child.exitCode).toBe(1);
  expect(lines.join("\n")).toContain("refuses to serve with such a role");
}, 60_000);

it.each(["index", "realtime"])(
  "%s ends with its launcher, which cannot send a signal when it is killed",
  async (entry) => {
    const { child, lines, ended } = start(entry, { REALTIME_PORT: String(await freePort()) });
    await vi.waitUntil(() => lines.some((line) => line.includes("the database does not answer")), soon);
    child.disconnect();
    await ended;
    expect(child.signalCode).toBeNull();
  },
  60_000,
);

type Started = { child: ChildProcess; lines: string[]; ended: Promise<void> };

function start(entry: string, more: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["--import", "tsx", `workers/${entry}.ts`], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      TZ: "UTC",
      DATABASE_URL: gate.urlOf(settings().DATABASE_URL),
      PUBLIC_URL: "http://localhost:10355",
      // Nothing listens there, so that no poll leaves this machine.
      MARKET: "simulated",
      SIMULATOR_URL: "http://127.0.0.1:1",
      ...more,
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const lines: string[] = [];
  child.stdout?.on("data", (text) => lines.push(...String(text).split("\n")));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  started = { child, lines, ended };
  return started;
}

async function startRealtime(databaseUrl = settings().DATABASE_URL) {
  const port = await freePort();
  const one = start("realtime", { REALTIME_PORT: String(port), DATABASE_URL: gate.urlOf(databaseUrl) });
  return { ...one, url: `http://127.0.0.1:${port}` };
}

/** The next message of the process, after the question if there is one. */
function ask(child: ChildProcess, question: string | null): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new Error("the process ended")));
    if (question !== null) child.send(question);
  });
}

async function isOk(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
