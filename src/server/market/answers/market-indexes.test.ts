import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { createColumns, feedKey, putRow } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { sampleMarket, sampleRow } from "../snapshot/sample.double";
import { gpuIndex, marketIndexes } from "./market-indexes";

const now = new Date("2026-11-25T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const gpuId = "h100-sxm-80";

let made = 0;
function row(provider: string, usd: number, more: Partial<MarketRow> = {}): MarketRow {
  made += 1;
  return sampleRow(made, now, {
    provider,
    gpuId,
    gpuCount: 1,
    isSpot: false,
    availability: "available",
    microUsdPerGpuHour: microUsd(usd * 1_000_000),
    ...more,
  });
}

function marketOf(rows: MarketRow[], answeredMinutesAgo: Record<string, number | null> = {}): Market {
  const columns = createColumns();
  const market: Market = { columns, feeds: new Map(), polledSource: "live", revision: 1, writtenRevision: 1 };
  for (const one of rows) {
    putRow(columns, one);
    const minutes = answeredMinutesAgo[feedKey(one)];
    const lastSuccessAt = minutes === null ? null : minutesAgo(minutes ?? 1);
    market.feeds.set(feedKey(one), { provider: one.provider, source: one.source, lastSuccessAt });
  }
  return market;
}

const three = () => [row("aws", 4), row("runpod", 2), row("vultr", 3)];
const indexOf = (market: Market, held: string[] = []) =>
  gpuIndex(market, gpuId, { held, now }).kinds.on_demand;

describe("gpuIndex", () => {
  it("weighs each feed by its own age", () => {
    const { providers } = indexOf(marketOf(three(), { "aws/live": 15 + 360, "vultr/live": 15 + 720 }));
    expect(providers.map(({ provider, weight }) => [provider, weight])).toEqual([
      ["runpod", 1],
      ["aws", 0.5],
      ["vultr", 0.25],
    ]);
  });

  it("excludes silent feeds, lists of providers with a feed, and held prices; other lists count", () => {
    const held = row("runpod", 2.1);
    const market = marketOf(
      [
        ...three(),
        held,
        row("azure", 3),
        row("aws", 9, { source: "list", listedOn: "2026-11-01" }),
        row("lambda", 2.5, { source: "list", listedOn: "2026-11-25" }),
      ],
      { "azure/live": 24 * 60 + 1 },
    );
    const { exclusions, providers } = indexOf(market, [held.id]);
    expect(exclusions.map(({ reason, offers }) => [reason, offers])).toEqual([
      ["hidden_feed", 1],
      ["list_behind_feed", 1],
      ["held_price", 1],
    ]);
    expect(providers.at(-1)).toMatchObject({ provider: "lambda", source: "list" });
  });

  it("weighs a list price that a fresh feed repeats as a list price", () => {
    const repeated = row("coreweave", 2, { listedOn: "2026-11-01" });
    const { providers } = indexOf(marketOf([...three(), repeated]));
    expect(providers.at(-1)).toMatchObject({ provider: "coreweave", source: "list", listedOn: "2026-11-01" });
    expect(providers.at(-1)?.weight).toBeLessThan(0.25);
  });

  it("ignores prices of the other market", () => {
    const market = marketOf([...three(), row("verda", 1, { source: "simulated" })]);
    expect(indexOf(market)).toMatchObject({ sources: 3, exclusions: [] });
  });

  const resold = (cloud: string, gpuCount: number) =>
    row("shadeform", 2.5, { instanceType: `${cloud} H100x${gpuCount}`, gpuCount });

  it.each([
    ["providers alone", () => three(), 3],
    ["a provider with many offers", () => [...three(), row("aws", 4.5), row("aws", 4.25)], 3],
    ["an aggregator of two clouds", () => [...three(), resold("hyperstack", 1), resold("scaleway", 2)], 4],
    [
      "a cloud and its machines at an aggregator",
      () => [...three(), row("lambda", 2), resold("lambdalabs", 8)],
      4,
    ],
    [
      "an aggregator of that cloud and another one",
      () => [...three(), row("lambda", 2), resold("lambdalabs", 8), resold("hyperstack", 1)],
      5,
    ],
    ["the same machine at both", () => [...three(), row("lambda", 2), resold("lambdalabs", 1)], 4],
    ["too few for an index", () => [row("lambda", 2), resold("lambdalabs", 8)], 1],
    ["an outlier", () => [...three(), row("verda", 0.01), resold("datacrunch", 2)], 4],
    ["nobody", () => [], 0],
  ])("says as many sources as it has rows, and as many offers as they have: %s", (_case, rows, sources) => {
    const index = indexOf(marketOf(rows()));
    expect([index.sources, index.providers.length]).toEqual([sources, sources]);
    expect(index.providers.reduce((sum, { offers }) => sum + offers, 0)).toBe(index.offers);
    expect(new Set(index.providers.map(({ provider }) => provider)).size).toBe(sources);
  });

  it("leaves out a spot price of a list that is older than a day, and keeps its price on demand", () => {
    const old = { source: "list" as const, listedOn: "2026-11-20" };
    const rows = [row("google", 3, { ...old, isSpot: true }), row("lambda", 3, old)];
    const { kinds } = gpuIndex(marketOf(rows), gpuId, { held: [], now });
    expect(kinds.spot).toMatchObject({ offers: 0, exclusions: [{ reason: "spot_too_old", offers: 1 }] });
    expect(kinds.on_demand).toMatchObject({ offers: 1 });
  });

  it("is empty for a GPU that nobody offers, not an error", () => {
    const { kinds } = gpuIndex(marketOf(three()), "l40s-48", { held: [], now });
    expect(kinds.spot).toMatchObject({ absence: "no_offers", offers: 0, exclusions: [] });
  });
});

describe("marketIndexes", () => {
  it("has the feeds of the moment of the question, although the market changes before the answer", async () => {
    const market = marketOf(three());
    const answer = marketIndexes(market, { held: [], now });
    market.feeds = new Map();
    expect((await answer)[0]?.kinds.on_demand).toMatchObject({ median: 3_000_000, sources: 3 });
  });

  it("has the same figures as the index of each single GPU, each GPU once, ordered by id", async () => {
    const market = sampleMarket(4000, now);
    const all = await marketIndexes(market, { held: [], now });
    const ids = all.map((one) => one.gpuId);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { gpuId: id, kinds } of all.slice(0, 10)) {
      const {
        providers: _providers,
        exclusions: _exclusions,
        ...figures
      } = gpuIndex(market, id, {
        held: [],
        now,
      }).kinds.on_demand;
      expect(kinds.on_demand).toEqual(figures);
    }
  });

  it("is cached for a few seconds, and computed again after a change, a held price or some time", async () => {
    const market = sampleMarket(300, now);
    const ask = (held: string[], seconds: number) =>
      marketIndexes(market, { held, now: new Date(now.getTime() + seconds * 1000) });
    const first = await ask([], 0);
    expect(await ask([], 2)).toBe(first);
    expect(await ask(["off_1"], 2)).not.toBe(first);
    const second = await ask([], 2);
    expect(await ask([], 8)).not.toBe(second);
    const third = await ask([], 8);
    market.revision += 1;
    expect(await ask([], 8)).not.toBe(third);
  });
});
