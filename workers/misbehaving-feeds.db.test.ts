import { afterEach, expect, it, vi } from "vitest";
import type { FaultKind } from "../e2e/mocks/market/faults";
import { type MarketSimulator, startMarketSimulator } from "../e2e/mocks/market/server";
import { type SimulatedProvider, simulatedProviders } from "../e2e/mocks/market/state";
import { emptyMarket } from "../src/server/test-database";

vi.setConfig({ testTimeout: 120_000 });

const INTERVAL_MS = 5000;
const POLLS_SEEN = 4;
const LARGEST_GROWTH_BYTES = 100 * 2 ** 20;

let simulator: MarketSimulator | null = null;
let workers: { stop(): Promise<void> } | null = null;

afterEach(async () => {
  // The simulator first: feeds that hang let go of their workers.
  await simulator?.close();
  await workers?.stop();
});

type Misbehaviour = Partial<Record<SimulatedProvider, FaultKind>>;

async function start(faults: Misbehaviour) {
  simulator = await startMarketSimulator({ seed: 5, tickEveryMs: 0, vastSearchesPerMinute: 10_000 });
  for (const [slug, fault] of Object.entries(faults)) {
    const provider = simulatedProviders.find((one) => one === slug);
    if (provider) simulator.controls.setFault({ provider, fault, times: null, latencyMs: 0, factor: 1 });
  }
  // Settings are read once by each load of their module, and each case has a simulator of its own.
  vi.resetModules();
  process.env.MARKET = "simulated";
  process.env.SIMULATOR_URL = simulator.url;
  const { db } = (await emptyMarket())(new Date());
  const { startWorkers } = await import("./start");
  workers = await startWorkers({ simulatedPollMs: INTERVAL_MS });
  const well = simulatedProviders.filter((slug) => faults[slug] === undefined);
  return { db, well };
}

/** When each feed was polled well, in order. */
async function goodPolls(db: Awaited<ReturnType<typeof start>>["db"]): Promise<Map<string, number[]>> {
  const rows = await db.providerPoll.findMany({ where: { ok: true }, orderBy: { startedAt: "asc" } });
  const times = new Map<string, number[]>();
  for (const { provider, startedAt } of rows)
    times.set(provider, [...(times.get(provider) ?? []), startedAt.getTime()]);
  return times;
}

it.each<[string, Misbehaviour]>([
  [
    "hang, answer 500, garbage, drop by drop and a way to the metadata service",
    { aws: "hang", azure: "500", runpod: "garbage", vultr: "slow_drip", lambda: "redirect" },
  ],
  [
    "send 2 GiB, an archive that explodes, half an answer, a login page and drops",
    { aws: "endless", azure: "gzip_bomb", runpod: "truncated", vultr: "html", lambda: "slow_drip" },
  ],
])(
  "while five feeds %s, no other is ever older than two intervals, and memory stays",
  async (_what, faults) => {
    const { db, well } = await start(faults);
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const seen = async () => {
      const times = await goodPolls(db);
      return well.filter((slug) => (times.get(slug)?.length ?? 0) < POLLS_SEEN);
    };
    await expect.poll(seen, { timeout: 90_000, interval: 500 }).toEqual([]);
    clearInterval(watch);
    const times = await goodPolls(db);
    const gaps = well.map((slug) => {
      const at = times.get(slug) ?? [];
      return [slug, Math.max(...at.slice(1).map((time, index) => time - (at[index] ?? time)))] as const;
    });
    expect(gaps.filter(([, gap]) => gap > 2 * INTERVAL_MS)).toEqual([]);
    expect(Object.keys(faults).filter((slug) => times.has(slug))).toEqual([]);
    expect(peak - before).toBeLessThan(LARGEST_GROWTH_BYTES);
  },
);
