import { beforeEach, describe, expect, it } from "vitest";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { asOwner, emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import type { Feed } from "@/server/feeds/ingest/write-offers";
import { type GpuHistoryInput, gpuPriceHistory } from "./gpu-price-history";

const vultr: Feed = { provider: "vultr", source: "live" };
const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const a100: GpuHistoryInput = { gpuId: "a100-pcie-80", isSpot: false, window: "24h" };

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

describe("gpuPriceHistory", () => {
  it("has the lowest price, the median and the number of offers as they changed, and when tracking started", async () => {
    await ingest(0, [sampleOffer("a", 2), sampleOffer("b", 3), sampleOffer("c", 7)]);
    await ingest(5, [sampleOffer("a", 2), sampleOffer("b", 3), sampleOffer("c", 8)]);
    await ingest(10, [sampleOffer("a", 2.5), sampleOffer("b", 3), sampleOffer("c", 8)]);
    await ingest(15, [sampleOffer("b", 3), sampleOffer("c", 8)]);
    const history = await gpuPriceHistory(contextAt(later(20)), a100);
    expect(history).toMatchObject({ resolution: "change", trackingStartsAt: start.toISOString() });
    expect(history.series.map(({ provider, source }) => [provider, source])).toEqual([["vultr", "live"]]);
    expect(shape(history.series[0])).toEqual([
      [20 - 24 * 60, null, null, null],
      [0, 2, 3, 3],
      [10, 2.5, 3, 3],
      [15, 3, 3, 2],
      [20, 3, 3, 2],
    ]);
  });

  it("counts whole GPUs that can be rented, spot and on demand separately", async () => {
    await ingest(0, [
      sampleOffer("a", 2),
      sampleOffer("half", 0.5, { gpuCount: 0.5 }),
      sampleOffer("sold out", 1, { availability: "unavailable" }),
      sampleOffer("spot", 0.8, { isSpot: true }),
    ]);
    const [onDemand] = (await gpuPriceHistory(contextAt(later(1)), a100)).series;
    const [spot] = (await gpuPriceHistory(contextAt(later(1)), { ...a100, isSpot: true })).series;
    expect(shape(onDemand).at(-1)).toEqual([1, 2, 2, 1]);
    expect(shape(spot).at(-1)).toEqual([1, 0.8, 0.8, 1]);
  });

  it("distinguishes not offered from not watched, and bridges neither", async () => {
    await ingest(0, [sampleOffer("a", 2), other]);
    await ingest(5, [sampleOffer("a", 2, { availability: "unavailable" }), other]);
    await ingest(10, [sampleOffer("a", 2), other]);
    await ingest(90, [sampleOffer("a", 2), other]);
    const [series] = (await gpuPriceHistory(contextAt(later(95)), a100)).series;
    expect(shape(series).slice(1)).toEqual([
      [0, 2, 2, 1],
      [5, null, null, 0],
      [10, 2, 2, 1],
      [25, null, null, null],
      [90, 2, 2, 1],
      [95, 2, 2, 1],
    ]);
  });

  it("draws a list price, also one that a feed repeats, at the day of its list and nowhere else", async () => {
    await ingest(0, [sampleOffer("a", 2, { listedOn: "2026-10-31" })]);
    const [series] = (await gpuPriceHistory(contextAt(later(60)), { ...a100, window: "7d" })).series;
    expect(series).toMatchObject({
      source: "list",
      listed: { on: "2026-10-31", lowestMicroUsdPerGpuHour: 2_000_000 },
    });
    expect(shape(series).map(([, lowest]) => lowest)).toEqual([null, 2, null, null]);
  });

  it("has one series for a list that a feed repeats, whose prices are those of the provider's own list", async () => {
    const listed = sampleOffer("a", 2, { listedOn: "2026-10-31" });
    await ingest(0, [listed]);
    await ingest(0, [listed], { ...vultr, source: "list" });
    const { series } = await gpuPriceHistory(contextAt(later(60)), { ...a100, window: "7d" });
    expect(series.map(({ provider, source }) => `${provider}/${source}`)).toEqual(["vultr/list"]);
    expect(series[0]?.listed).toMatchObject({ on: "2026-10-31" });
  });

  it("has no list price of a machine that is no longer sold", async () => {
    const document = { replacedBy: null, sourceUrl: "https://example.com/retired", readOn: "2026-10-31" };
    const validity = { firstDay: null, lastDay: "2026-11-02", ...document };
    const listed = sampleOffer("a", 2, { listedOn: "2026-10-31", validity });
    const list: Feed = { ...vultr, source: "list" };
    await ingest(0, [listed, sampleOffer("b", 3, { listedOn: "2026-09-01/2026-10-30" })], list);
    const pricesAt = async (minutes: number) => {
      const [series] = (await gpuPriceHistory(contextAt(later(minutes)), { ...a100, window: "7d" })).series;
      const lowest = shape(series).map(([, price]) => price);
      return [series?.listed?.on, ...new Set(lowest.filter((price) => price !== null))];
    };
    expect(await pricesAt(60)).toEqual(["2026-10-31", 2]);
    expect(await pricesAt(3 * 24 * 60)).toEqual(["2026-09-01/2026-10-30"]);
  });

  it("shows a continuing outage as a gap in every window", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    const year = await gpuPriceHistory(contextAt(later(60 * 24 * 100)), { ...a100, window: "1y" });
    expect(year.resolution).toBe("hour");
    expect(shape(year.series[0]).at(-1)).toEqual([60 * 24 * 100, null, null, null]);
    expect(shape(year.series[0])).toContainEqual([0, 2, 2, 1]);
    expect(shape(year.series[0])).toContainEqual([15, null, null, null]);
  });

  it("separates providers and sources, and returns a single provider on request", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    await ingest(1, [sampleOffer("b", 3)], { provider: "runpod", source: "live" });
    await ingest(2, [sampleOffer("c", 4)], { provider: "runpod", source: "list" });
    const all = await gpuPriceHistory(contextAt(later(5)), a100);
    expect(all.series.map(({ provider, source }) => `${provider} ${source}`)).toEqual([
      "runpod live",
      "runpod list",
      "vultr live",
    ]);
    const one = await gpuPriceHistory(contextAt(later(5)), { ...a100, provider: "vultr" });
    expect(one.series.map((series) => series.provider)).toEqual(["vultr"]);
  });

  it("shows no simulated prices together with real ones, although one database contains both", async () => {
    await ingest(0, [sampleOffer("a", 2)], { provider: "vultr", source: "simulated" });
    await ingest(1, [sampleOffer("a", 3)]);
    const { series, trackingStartsAt } = await gpuPriceHistory(contextAt(later(5)), a100);
    expect(series.map(({ source }) => source)).toEqual(["live"]);
    expect(trackingStartsAt).toBe(later(1).toISOString());
  });

  it("writes a point only for a GPU whose figures changed", async () => {
    const { db } = contextAt(start);
    await ingest(0, [sampleOffer("a", 2), other]);
    expect(await db.gpuPricePoint.count()).toBe(2);
    await ingest(5, [sampleOffer("a", 2, { region: "ams" }), other]);
    expect(await db.gpuPricePoint.count()).toBe(2);
    await ingest(10, [sampleOffer("a", 2.1, { region: "ams" }), other]);
    expect(await db.gpuPricePoint.count()).toBe(3);
  });

  it("is written in the transaction of the offers or not at all", async () => {
    const ctx = contextAt(start);
    await asOwner`alter table provider_polls add constraint no_polls check (latency_ms < 0) not valid`;
    try {
      await expect(ingest(0, [sampleOffer("a", 2)])).rejects.toThrow();
    } finally {
      await asOwner`alter table provider_polls drop constraint no_polls`;
    }
    expect(await ctx.db.gpuPriceSeries.count()).toBe(0);
    expect(await ctx.db.gpuPricePoint.count()).toBe(0);
  });

  it("is empty for a GPU that nobody has offered yet, and an error for an unknown GPU", async () => {
    const none = await gpuPriceHistory(contextAt(start), a100);
    expect(none).toMatchObject({ series: [], trackingStartsAt: null });
    const unknown = gpuPriceHistory(contextAt(start), { ...a100, gpuId: "h900" });
    await expect(unknown).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("has at most 500 points per series, including gaps", async () => {
    const { db } = contextAt(start);
    await ingest(0, [sampleOffer("a", 2)]);
    const { id } = await db.gpuPriceSeries.findFirstOrThrow();
    await db.gpuPricePoint.createMany({
      data: Array.from({ length: 2000 }, (_, index) => ({
        seriesId: id,
        at: new Date(start.getTime() + (index + 1) * 20_000),
        lowestMicroUsd: index === 1000 ? null : 2_000_000n + BigInt(index),
        medianMicroUsd: index === 1000 ? null : 3_000_000n,
        offerCount: index === 1000 ? 0 : 4,
      })),
    });
    const end = new Date(start.getTime() + 2001 * 20_000);
    await db.providerHealth.updateMany({ data: { lastSuccessAt: end } });
    const [series] = (await gpuPriceHistory(contextAt(end), a100)).series;
    expect(series?.points.length).toBeLessThanOrEqual(500);
    expect(series?.points.filter(({ offers }) => offers === 0).length).toBe(1);
    expect(series?.points.at(-1)).toMatchObject({
      at: end.toISOString(),
      lowestMicroUsdPerGpuHour: 2_001_999,
    });
  });
});

/** An offer of another GPU, so that the feed is not empty while the first is gone. */
const other = sampleOffer("other", 9, { gpuId: "h100-sxm-80" });

async function ingest(minutes: number, offers: Offer[], feed = vultr): Promise<void> {
  await ingestAnswer(contextAt(later(minutes)), { ...feed, offers, skipped: [], latencyMs: 12 });
}

/** Minutes since the start, lowest and median price in dollars, number of offers. */
function shape(series: Awaited<ReturnType<typeof gpuPriceHistory>>["series"][number] | undefined) {
  const dollars = (price: number | null) => (price === null ? null : price / 1e6);
  return (series?.points ?? []).map((point) => [
    (Date.parse(point.at) - start.getTime()) / 60_000,
    dollars(point.lowestMicroUsdPerGpuHour),
    dollars(point.medianMicroUsdPerGpuHour),
    point.offers,
  ]);
}
