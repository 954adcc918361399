import { beforeEach, describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { type Availability, HIDDEN_AFTER_MS } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { emptyMarket, recordSteadily } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import type { GpuIndexRecord } from "@/server/market/answers/market-indexes";
import { appRouter } from "@/server/trpc/root";
import { indexHistory } from "./index-points";
import { pruneIndexPoints } from "./prune-index";
import { recordMarketIndex, writeIndexPoints } from "./record-index";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** All tests share the market of the web process, and its offers must be current. */
const now = new Date(Math.floor(Date.now() / (15 * MINUTE_MS)) * 15 * MINUTE_MS + 4 * MINUTE_MS);
const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);
const slot = (minutes: number) => new Date(later(minutes - 4).getTime()).toISOString();
/** The market thread outlives the rows of a test, so each test that uses it has its own GPU. */
let gpu = "h100-sxm-80";

let contextAt: (at: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

async function offer(provider: string, usd: number, availability: Availability = "available"): Promise<void> {
  await ingestAnswer(contextAt(now), {
    provider,
    source: "live",
    skipped: [],
    latencyMs: 1,
    offers: [{ ...sampleOffer(`${provider}-1`, usd), gpuId: gpu, availability }],
  });
}

const price = (usd: number) => microUsd(Math.round(usd * 1_000_000));
type Recorded = GpuIndexRecord["kinds"]["spot"];

const recorded = (members: [string, number][]): Recorded => {
  const sources = [...new Set(members.map(([source]) => source))].sort();
  const prices = members.map(([, usd]) => price(usd)).sort((a, b) => a - b);
  const median = prices[prices.length >> 1] ?? null;
  const [low, high] = [prices[0] ?? null, prices.at(-1) ?? null];
  return {
    figures: {
      median,
      trimmedMean: median,
      lowerQuartile: low,
      upperQuartile: high,
      low,
      high,
      weight: 3,
      absence: median === null ? "too_few_sources" : null,
      sources: sources.length,
      offers: members.length,
    },
    sources,
    members: members.map(([source, usd]) => ({
      offerId: `off_${source}`,
      source,
      microUsdPerGpuHour: price(usd),
      vote: 1,
    })),
  };
};
/** Records an index of these sources with one offer each. */
const writeMembers = (minutes: number, members: [string, number][]) =>
  writeIndexPoints(contextAt(later(minutes)), [
    { gpuId: gpu, kinds: { on_demand: recorded(members), spot: recorded([]) } },
  ]);
const write = (minutes: number, onDemand: number | null) =>
  writeMembers(
    minutes,
    onDemand === null ? [] : ["aws", "runpod", "vultr"].map((source) => [source, onDemand]),
  );
const history = async (minutes: number, window: "24h" | "7d" | "30d" | "90d" | "1y") =>
  (await indexHistory(contextAt(later(minutes)), gpu, window)).on_demand.map(({ at, median }) => [
    at,
    median === null ? null : median / 1e6,
  ]);

describe("recording", () => {
  it("writes each figure once per slot, however often and late it runs", async () => {
    await offer("aws", 4);
    await offer("runpod", 2);
    await offer("vultr", 3);
    expect(await recordMarketIndex(contextAt(now))).toBe(1);
    expect(await recordMarketIndex(contextAt(later(10)))).toBe(0);
    const points = await contextAt(now).db.marketIndexPoint.findMany();
    expect(points).toMatchObject([
      {
        source: "live",
        gpuId: gpu,
        kind: "on_demand",
        at: new Date(slot(0)),
        sources: 3,
        offers: 3,
        sourceNames: ["aws", "runpod", "vultr"],
        chainLevel: 100,
        chainBasedAt: new Date(slot(0)),
        lowerQuartileMicroUsdPerGpuHour: 2_000_000n,
        upperQuartileMicroUsdPerGpuHour: 4_000_000n,
        medianMicroUsdPerGpuHour: 3_000_000n,
        lowMicroUsdPerGpuHour: 2_000_000n,
        highMicroUsdPerGpuHour: 4_000_000n,
      },
    ]);
  });

  it("writes nothing for a GPU without an index", async () => {
    expect(await write(0, null)).toBe(0);
    expect(await contextAt(now).db.marketIndexPoint.count()).toBe(0);
  });
});

describe("the chained index", () => {
  const dear: [string, number][] = [
    ["aws", 4],
    ["azure", 4.2],
    ["lambda", 4],
  ];
  const cheap: [string, number][] = [
    ["runpod", 1.9],
    ["vultr", 2],
    ["verda", 2],
  ];
  const points = async () => {
    const { on_demand } = await indexHistory(contextAt(later(120)), gpu, "24h");
    return on_demand.filter(({ median }) => median !== null);
  };

  it("stays where it is when sellers come back and the typical price halves, and names them", async () => {
    await writeMembers(0, dear);
    await writeMembers(15, [...dear, ...cheap]);
    await writeMembers(30, dear);
    expect((await points()).map(({ median, chain }) => [median, chain?.level])).toEqual([
      [4_000_000, 100],
      [4_000_000, 100],
      [4_000_000, 100],
    ]);
    await writeMembers(45, [...dear.slice(0, 2), ...cheap]);
    const last = (await points()).at(-1);
    expect(last).toMatchObject({ median: 2_000_000, chain: { level: 100, basedAt: slot(0) } });
    expect(last?.sourceNames).toEqual(["aws", "azure", "runpod", "verda", "vultr"]);
  });

  it("moves by the change of those that stayed, across time without a recording too", async () => {
    await writeMembers(0, dear);
    await writeMembers(105, [["aws", 4.4], ["azure", 4.62], ...cheap]);
    expect((await points()).at(-1)?.chain).toEqual({ level: expect.closeTo(110, 9), basedAt: slot(0) });
  });

  it("is continued once per slot, by whichever run was first", async () => {
    await writeMembers(0, dear);
    const double = dear.map(([source, usd]): [string, number] => [source, usd * 2]);
    await Promise.all([writeMembers(15, double), writeMembers(16, double), writeMembers(17, double)]);
    await writeMembers(30, double);
    expect((await points()).map(({ chain }) => chain?.level)).toEqual([
      100,
      expect.closeTo(200, 9),
      expect.closeTo(200, 9),
    ]);
  });

  it("begins anew where nobody but one was there before, and changes across it are unknown", async () => {
    await writeMembers(0, dear);
    await writeMembers(15, [...dear.slice(0, 1), ...cheap]);
    const { chain } = (await points()).at(-1) ?? {};
    expect(chain).toEqual({ level: 100, basedAt: slot(15) });
  });
});

describe("history", () => {
  it("has what was recorded, a gap where nothing was recorded, and no points of the other market", async () => {
    for (const [minutes, usd] of [
      [0, 2],
      [15, 2.1],
      [30, null],
      [45, null],
      [60, 2.2],
    ] as const)
      await write(minutes, usd);
    const { db } = contextAt(now);
    await db.$executeRaw`insert into market_index_points select 'simulated'::offer_source, gpu_id, kind, at + interval '5 minutes',
      9000000, 9000000, 9000000, 9000000, sources, offers from market_index_points`;
    expect(await history(62, "24h")).toEqual([
      [slot(0), 2],
      [slot(15), 2.1],
      [slot(30), null],
      [slot(60), 2.2],
    ]);
  });

  it.each(["24h", "7d", "30d", "90d", "1y"] as const)(
    "over %s never has more than 500 points",
    async (window) => {
      const { db } = contextAt(now);
      await db.$executeRaw`insert into market_index_points select 'live'::offer_source, ${gpu}, 'on_demand'::index_kind, at,
      2000000, 2000000, 2000000, 2000000, 3, 4
      from generate_series(${later(-365 * DAY_MINUTES)}::timestamptz, ${now}::timestamptz, interval '30 minutes') as at`;
      const points = await history(0, window);
      expect(points.length).toBeLessThanOrEqual(500);
      expect(points.length).toBeGreaterThan(30);
      expect(points.filter(([, median]) => median === null)).toEqual([]);
    },
  );
});

describe("pruneIndexPoints", () => {
  beforeEach(() => recordSteadily(contextAt(now)));

  it("keeps all points for 30 days, then the first of each hour, and none after a year", async () => {
    const at = (days: number, minutes: number) => -days * DAY_MINUTES + minutes - 4;
    for (const minutes of [at(366, 0), at(29, 15), at(29, 30)]) await write(minutes, 1);
    const hourStart = new Date(later(at(31, 0)));
    const toHour = 60 - hourStart.getUTCMinutes();
    for (const quarter of [0, 15, 30, 45, 75]) await write(at(31, toHour + quarter), 2);
    expect(await pruneIndexPoints(contextAt(now))).toBe(1 + 3);
    expect(await pruneIndexPoints(contextAt(now))).toBe(0);
    const left = await contextAt(now).db.marketIndexPoint.findMany({ orderBy: { at: "asc" } });
    expect(left.map((point) => (point.at.getTime() - hourStart.getTime()) / MINUTE_MS - toHour)).toEqual([
      0,
      75,
      2 * DAY_MINUTES + 15 - toHour,
      2 * DAY_MINUTES + 30 - toHour,
    ]);
  });

  it("thins the backlog of a pause of months, across days without points", async () => {
    const toHour = 60 - later(-4).getUTCMinutes();
    for (const days of [32, 80, 200]) {
      const hour = -days * DAY_MINUTES - 4 + toHour;
      for (const quarter of [0, 15]) await write(hour + quarter, 1);
    }
    expect(await pruneIndexPoints(contextAt(now))).toBe(3);
    expect(await contextAt(now).db.marketIndexPoint.count()).toBe(3);
  });
});

describe("index.all and index.gpu", () => {
  const caller = (at: Date) => appRouter.createCaller(contextAt(at));
  const untilSeen = (count: number) =>
    expect
      .poll(async () => (await caller(now).index.gpu({ gpu, window: "24h" })).kinds.on_demand.offers, {
        timeout: 15_000,
      })
      .toBe(count);

  it("return figures, changes, sparkline, included providers and exclusions", async () => {
    gpu = "h200-sxm-141";
    await writeMembers(-7 * DAY_MINUTES + 120, [
      ["aws", 6],
      ["runpod", 6],
      ["vultr", 6],
    ]);
    await write(-DAY_MINUTES, 4);
    // Whoever comes later moves nothing, so what stays is the change of the three.
    await writeMembers(-15, [
      ["aws", 6],
      ["runpod", 6],
      ["vultr", 6],
      ["verda", 1],
      ["azure", 1],
    ]);
    await offer("aws", 4);
    await offer("runpod", 2);
    await offer("vultr", 3);
    await offer("verda", 3, "unavailable");
    await untilSeen(3);
    const all = await caller(now).index.all();
    const row = all.rows.find(({ gpuId }) => gpuId === gpu);
    expect(all).toMatchObject({ source: "live", trackingStartsAt: slot(-7 * DAY_MINUTES + 120) });
    expect(row?.kinds.on_demand).toMatchObject({
      median: 3_000_000,
      sources: 3,
      lowerQuartile: 2_000_000,
      upperQuartile: 4_000_000,
      change24h: expect.closeTo(0.5, 9),
      change7d: expect.closeTo(0, 9),
    });
    expect(row?.kinds.spot).toMatchObject({ median: null, absence: "no_offers", change24h: null });
    const line = row?.sparkline?.levels ?? [];
    expect(line.length).toBeLessThanOrEqual(48);
    const known = line.filter((level) => level !== null);
    expect(known).toEqual([100, expect.closeTo(66.67, 2), expect.closeTo(100, 9)]);

    const one = await caller(now).index.gpu({ gpu, window: "30d" });
    expect(one.kinds.on_demand.providers.map(({ provider, weight }) => [provider, weight])).toEqual([
      ["aws", 1],
      ["runpod", 1],
      ["vultr", 1],
    ]);
    for (const { providers, sources } of Object.values(one.kinds)) expect(providers.length).toBe(sources);
    expect(one.kinds.on_demand.providers[0]?.observedAt).toBe(now.toISOString());
    expect(one.kinds.on_demand.exclusions).toMatchObject([
      { reason: "unavailable", offers: 1, examples: [{ provider: "verda" }] },
    ]);
    expect(one.kinds.on_demand.forecast).toEqual({ verdict: "too_short", hours: 3, needed: 336 });
    expect(one.kinds.on_demand.trackingStartsAt).toBe(slot(-7 * DAY_MINUTES + 120));
  }, 60_000);

  it("exclude a held price", async () => {
    gpu = "l40s-48";
    await offer("aws", 4);
    await offer("runpod", 2);
    await offer("vultr", 3);
    await offer("vultr", 300);
    await untilSeen(2);
    const { kinds } = await caller(now).index.gpu({ gpu, window: "24h" });
    expect(kinds.on_demand).toMatchObject({
      absence: "too_few_sources",
      exclusions: [{ reason: "held_price" }, { reason: "no_index", offers: 2 }],
    });
  }, 60_000);

  it("are empty when no feed has answered for a day", async () => {
    gpu = "a100-sxm-80";
    await offer("aws", 4);
    await untilSeen(1);
    const silent = new Date(now.getTime() + HIDDEN_AFTER_MS + 1);
    const { kinds } = await caller(silent).index.gpu({ gpu, window: "24h" });
    expect(kinds.on_demand).toMatchObject({ absence: "no_offers", exclusions: [{ reason: "hidden_feed" }] });
  }, 60_000);

  it("reject a GPU that is not in the table", async () => {
    await expect(caller(now).index.gpu({ gpu: "h9000", window: "7d" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
