import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyMarket, type TestContext } from "@/server/database.double";
import { openQueue } from "@/server/queue";
import { settings } from "@/server/settings";
import { loadCatalogue } from "../prisma/catalogue/load";
import { takeList } from "../prisma/take-list";
import { freePort } from "../scripts/processes/ports.mjs";
import { faketimeVariables, findFaketime } from "../scripts/tests/faketime.mjs";
import { simulatedProviders } from "../simulators/registry";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const library = findFaketime();
if (library === null) console.warn("skipped: workers under a clock that jumps (faketime is not installed)");

/** The interval of polls in a simulated market. */
const INTERVAL_MS = 7000;
const DAY_MS = 86_400_000;

const children: ChildProcess[] = [];
let ctx: TestContext;
let offsetFile = "";

beforeEach(async () => {
  ctx = (await emptyMarket())(new Date());
  for (const file of loadCatalogue()) await takeList(ctx, file);
  offsetFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-clock-")), "offset");
  setMachineClock("+0");
});
afterEach(async () => {
  for (const child of children.splice(0).reverse()) {
    if (child.exitCode !== null) continue;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }
  fs.rmSync(path.dirname(offsetFile), { recursive: true });
  const queue = openQueue("market");
  await queue.obliterate({ force: true });
  await queue.close();
});

/** Written beside and renamed, so that the process never reads half of it. */
function setMachineClock(offset: string): void {
  fs.writeFileSync(`${offsetFile}.new`, `${offset}\n`);
  fs.renameSync(`${offsetFile}.new`, offsetFile);
}

function start(file: string, env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", TZ: "UTC", ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  return { child, said: () => text };
}

async function startPlatform() {
  const port = await freePort();
  const simulator = start("simulators/server.ts", { SIMULATOR_PORT: String(port), SIMULATOR_TICK_MS: "500" });
  await once(simulator.child, "message");
  return { port, workers: await startWorkers(port) };
}

async function startWorkers(port: number) {
  const workers = start("workers/index.ts", {
    DATABASE_URL: settings().DATABASE_URL,
    MARKET: "simulated",
    SIMULATOR_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: "info",
    ...faketimeVariables(library ?? "", offsetFile),
  });
  await once(workers.child, "message");
  return workers;
}

async function databaseNow(): Promise<Date> {
  const [row] = await ctx.db.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`;
  if (!row) throw new Error("the database has no clock");
  return row.at;
}

/** The feeds that have not answered so often since then. */
async function silentSince(at: Date, times: number): Promise<string[]> {
  const polls = await ctx.db.providerPoll.groupBy({
    by: ["provider"],
    where: { ok: true, source: "simulated", startedAt: { gt: at } },
    _count: true,
  });
  const often = new Set(polls.filter(({ _count }) => _count >= times).map(({ provider }) => provider));
  return simulatedProviders.filter((slug) => !often.has(slug));
}

async function pollsGoOn(): Promise<void> {
  const since = await databaseNow();
  await expect.poll(() => silentSince(since, 2), { timeout: 50_000, interval: 500 }).toEqual([]);
}

it.skipIf(library === null)(
  "while the machine's clock jumps by ten days, ahead and back, polls go on, prices bear the database's time, and nothing is pruned",
  async () => {
    const started = await databaseNow();
    // Under a clock ten days ahead, a day over what is kept.
    const old = {
      id: "poll_old",
      startedAt: new Date(started.getTime() - 81 * DAY_MS),
      latencyMs: 1,
      ok: true,
    };
    await ctx.db.providerPoll.create({ data: { ...old, provider: "vultr", source: "simulated" } });
    const { workers } = await startPlatform();
    await pollsGoOn();
    for (const offset of ["+10d", "-10d", "+0", "-10d", "+10d"]) {
      setMachineClock(offset);
      await pollsGoOn();
    }
    expect(workers.child.exitCode).toBeNull();
    expect(workers.said()).toContain("this machine's clock was set");
    expect(workers.said()).toContain("a schedule is armed again");

    const now = await databaseNow();
    const polls = await ctx.db.providerPoll.findMany({ where: { source: "simulated", id: { not: old.id } } });
    expect(polls.filter(({ startedAt }) => startedAt < started || startedAt > now)).toEqual([]);
    const points = await ctx.db.pricePoint.findMany({ where: { at: { gt: started } } });
    expect(points.length).toBeGreaterThan(100);
    expect(points.filter(({ at }) => at > now)).toEqual([]);
    expect(await ctx.db.providerPoll.count({ where: { id: old.id } })).toBe(1);

    // A schedule that runs once for each missed run would have polled thousands of times.
    const mostPerFeed = (now.getTime() - started.getTime()) / INTERVAL_MS + 2 * 6;
    for (const slug of simulatedProviders)
      expect(polls.filter(({ provider }) => provider === slug).length).toBeLessThanOrEqual(mostPerFeed);
  },
);

it.skipIf(library === null)("workers that start while the clock is ten days back poll at once", async () => {
  const { port, workers } = await startPlatform();
  await pollsGoOn();
  const gone = once(workers.child, "exit");
  workers.child.kill("SIGTERM");
  await gone;
  setMachineClock("-10d");
  const started = await databaseNow();
  await startWorkers(port);
  // Before a minute is over: then a sweep would arm again what the start has not.
  await expect.poll(() => silentSince(started, 1), { timeout: 55_000, interval: 500 }).toEqual([]);
});
