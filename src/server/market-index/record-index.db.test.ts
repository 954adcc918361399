import { describe, expect, it } from "vitest";
import { indexHistory } from "./index-points";
import { recordMarketIndex } from "./record-index";
import { DAY_MINUTES, later, now, recordedMarket, slot } from "./recorded-market.double";

const market = recordedMarket();
const { contextAt, offer, write, writeMembers, history } = market;

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
        gpuId: market.gpu,
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
    const { on_demand } = await indexHistory(contextAt(later(120)), market.gpu, "24h");
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
      await db.$executeRaw`insert into market_index_points select 'live'::offer_source, ${market.gpu}, 'on_demand'::index_kind, at,
      2000000, 2000000, 2000000, 2000000, 3, 4
      from generate_series(${later(-365 * DAY_MINUTES)}::timestamptz, ${now}::timestamptz, interval '30 minutes') as at`;
      const points = await history(0, window);
      expect(points.length).toBeLessThanOrEqual(500);
      expect(points.length).toBeGreaterThan(30);
      expect(points.filter(([, median]) => median === null)).toEqual([]);
    },
  );
});
