import { beforeEach, describe, expect, it } from "vitest";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import type { Context } from "@/server/context";
import { emptyMarket, recordSteadily } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { modelPriceHistory } from "@/server/models/price-history";
import { keepPriceHistory } from "./keep-price-history";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const now = new Date("2026-11-25T10:20:00Z");
const ago = (days: number, minutes = 0) =>
  new Date(Math.floor((now.getTime() - days * DAY_MS) / HOUR_MS) * HOUR_MS + minutes * MINUTE_MS);

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

/** Writes a model that was first seen at the first price, with all given prices. */
async function given(prices: [at: Date, micro: number | null][]): Promise<void> {
  const [first] = prices;
  if (!first) throw new Error("a model needs a first price");
  await ingestAnswer(contextAt(first[0]), {
    provider: "groq",
    source: "list",
    offers: [],
    skipped: [],
    latencyMs: 1,
    tokenOffers: [sampleTokenOffer("a", { input: (first[1] ?? 0) / 1e6, output: 1 })],
  });
  const { db } = contextAt(now);
  const { id: tokenOfferId } = await db.tokenOffer.findFirstOrThrow();
  const data = prices.slice(1).map(([at, micro]) => ({
    tokenOfferId,
    at,
    inputMicroUsd: micro === null ? null : BigInt(micro),
    outputMicroUsd: micro === null ? null : 1_000_000n,
  }));
  await db.tokenPricePoint.createMany({ data });
}

async function left(): Promise<(number | null)[]> {
  const points = await contextAt(now).db.tokenPricePoint.findMany({ orderBy: { at: "asc" } });
  return points.map(({ inputMicroUsd }) => (inputMicroUsd === null ? null : Number(inputMicroUsd)));
}

describe("keepPriceHistory thins token prices", () => {
  beforeEach(() => recordSteadily(contextAt(now)));

  it.each([undefined, "http://127.0.0.1:9"])(
    "to all points of 30 days, then the last of each hour, then the last before the year (ClickHouse: %s)",
    async (url) => {
      await given([
        [ago(700), 1],
        [ago(400), 2],
        [ago(399), 3],
        [ago(200, 10), 4],
        [ago(200, 50), null],
        [ago(200, 60), 5],
        [ago(32, 0), 6],
        [ago(32, 59), 7],
        [ago(29, 10), 8],
        [ago(29, 20), 9],
      ]);
      expect(await keepPriceHistory(contextAt(now), url)).toMatchObject({ tokenPointsThinned: 4 });
      expect(await left()).toEqual([3, null, 5, 7, 8, 9]);
      expect(await keepPriceHistory(contextAt(now), url)).toMatchObject({ tokenPointsThinned: 0 });
    },
  );

  it("and every window still starts with the price at that time", async () => {
    await given([
      [ago(400), 1],
      [ago(399), 2],
      [ago(80, 10), 3],
      [ago(80, 20), 4],
      [ago(2), 5],
    ]);
    await keepPriceHistory(contextAt(now));
    const firsts = async () =>
      Promise.all(
        (["24h", "7d", "30d", "90d", "1y"] as const).map(async (window) => {
          const { series } = await modelPriceHistory(contextAt(now), "llama-3.3-70b-instruct", window);
          return series[0]?.points[0]?.inputMicroUsd;
        }),
      );
    expect(await firsts()).toEqual([5, 4, 4, 2, 2]);
  });
});
