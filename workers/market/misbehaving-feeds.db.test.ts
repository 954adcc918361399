import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, expect, it, vi } from "vitest";
import { emptyMarket } from "@/server/database.double";
import { openQueue } from "@/server/queue";
import { loadCatalogue } from "../../prisma/catalogue/load";
import { takeList } from "../../prisma/take-list";
import { freePort } from "../../scripts/processes/ports.mjs";
import type { FaultKind } from "../../simulators/faults";
import { type SimulatedProvider, simulatedProviders } from "../../simulators/registry";

vi.setConfig({ testTimeout: 180_000 });

const INTERVAL_MS = 3000;
const POLLS_SEEN = 3;
const MEBIBYTE = 2 ** 20;
const LARGEST_GROWTH_MIB = 100;

let simulator: ChildProcess | null = null;
let workers: { ready: Promise<void>; stop: () => Promise<void> } | null = null;

afterEach(async () => {
  // The simulator is stopped first, so that hanging feeds release their workers.
  simulator?.kill();
  await workers?.stop();
  const queue = openQueue("market");
  await queue.obliterate({ force: true });
  await queue.close();
});

/** The simulator runs in a separate process, so that the memory of misbehaving does not count as memory of the workers. */
async function startSimulator(): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "simulators/server.ts"], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "test",
      SIMULATOR_PORT: String(port),
      SIMULATOR_TICK_MS: "0",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  simulator = child;
  await new Promise((resolve) => child.once("message", resolve));
  return `http://127.0.0.1:${port}`;
}

async function misbehave(url: string, faults: Misbehaviour): Promise<void> {
  for (const [provider, fault] of Object.entries(faults)) {
    const body = JSON.stringify({ provider, fault });
    const answer = await fetch(`${url}/_control/faults`, { method: "POST", body });
    if (!answer.ok) throw new Error(`the simulator refuses ${body}`);
  }
}

type Misbehaviour = Partial<Record<SimulatedProvider, FaultKind>>;

async function start() {
  const url = await startSimulator();
  // Settings are read once per load of their module, and each case has its own simulator.
  vi.resetModules();
  process.env.MARKET = "simulated";
  process.env.SIMULATOR_URL = url;
  const ctx = (await emptyMarket())(new Date());
  for (const file of loadCatalogue()) await takeList(ctx, file);
  const { db } = ctx;
  const { startWorkers } = await import("../start");
  workers = startWorkers({ simulatedPollMs: INTERVAL_MS });
  await workers.ready;
  return { db, url };
}

/** The times of successful polls of each feed, in order. */
async function goodPolls(db: Db, since: number): Promise<Map<string, number[]>> {
  const where = { ok: true, source: "simulated" as const, startedAt: { gt: new Date(since) } };
  const rows = await db.providerPoll.findMany({ where, orderBy: { startedAt: "asc" } });
  const times = new Map<string, number[]>();
  for (const { provider, startedAt } of rows)
    times.set(provider, [...(times.get(provider) ?? []), startedAt.getTime()]);
  return times;
}

type Db = Awaited<ReturnType<typeof start>>["db"];

/** Those feeds that have answered well less than `polls` times since then. */
async function lacking(db: Db, slugs: readonly SimulatedProvider[], polls: number, since: number) {
  const times = await goodPolls(db, since);
  return slugs.filter((slug) => (times.get(slug)?.length ?? 0) < polls);
}

/**
 * The longest time between two good polls of each feed, and the largest memory, while every feed is polled
 * `POLLS_SEEN` times. What a busy machine costs is in both of two such windows, so that one is the other's measure.
 */
async function watchPolls(db: Db, feeds: readonly SimulatedProvider[]) {
  const since = Date.now();
  let peakRss = process.memoryUsage().rss;
  const watch = setInterval(() => {
    peakRss = Math.max(peakRss, process.memoryUsage().rss);
  }, 50);
  await expect
    .poll(() => lacking(db, feeds, POLLS_SEEN, since), { timeout: 60_000, interval: 500 })
    .toEqual([])
    .finally(() => clearInterval(watch));

  const times = await goodPolls(db, since);
  const gaps = feeds.map((slug) => {
    const at = [since, ...(times.get(slug) ?? [])];
    return [slug, Math.max(...at.slice(1).map((time, index) => time - (at[index] ?? time)))] as const;
  });
  return { gaps, peakRss, largestGapMs: Math.max(...gaps.map(([, gapMs]) => gapMs)) };
}

it.each<[string, Misbehaviour]>([
  [
    "hang, answer 500, send garbage, drip bytes and redirect to the metadata service",
    { aws: "hang", azure: "500", runpod: "garbage", vultr: "slow_drip", lambda: "redirect" },
  ],
  [
    "send 2 GiB, a gzip bomb, half an answer, a login page and a drip of bytes",
    { aws: "endless", azure: "gzip_bomb", runpod: "truncated", vultr: "html", lambda: "slow_drip" },
  ],
])(
  "while five feeds %s, no other feed gets older than two intervals, and memory stays bounded",
  async (_what, faults) => {
    const { db, url } = await start();
    const well = simulatedProviders.filter((slug) => faults[slug] === undefined);
    await expect
      .poll(() => lacking(db, simulatedProviders, 1, 0), { timeout: 60_000, interval: 250 })
      .toEqual([]);

    const undisturbed = await watchPolls(db, well);
    await misbehave(url, faults);
    const disturbed = await watchPolls(db, well);

    const bound = 2 * Math.max(INTERVAL_MS, undisturbed.largestGapMs);
    expect(disturbed.gaps.filter(([, gapMs]) => gapMs > bound)).toEqual([]);
    expect((disturbed.peakRss - undisturbed.peakRss) / MEBIBYTE).toBeLessThan(LARGEST_GROWTH_MIB);
  },
);
