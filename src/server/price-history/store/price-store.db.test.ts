import { beforeEach, describe, expect, it } from "vitest";
import { type HistoryWindow, type Span, spanOf } from "@/domain/price/price-history";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { keepPriceHistory } from "../keep-price-history";
import { priceStore } from "./choose";
import { emptyClickHouse } from "./clickhouse.double";
import { MOST_ROWS, type PricePoint } from "./contract";
import { movePoints } from "./move-points";

const clickhouseUrl = process.env.TEST_CLICKHOUSE_URL;
const stores: { store: string; url: string | undefined }[] = [
  { store: "PostgreSQL", url: undefined },
  ...(clickhouseUrl ? [{ store: "ClickHouse", url: clickhouseUrl }] : []),
];
if (!clickhouseUrl) console.warn("skipped: the price history suite on ClickHouse (no TEST_CLICKHOUSE_URL)");

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
// ClickHouse deletes by its own clock, so these histories end now.
const now = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
const ago = (ms: number) => new Date(now.getTime() - ms);

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
  if (clickhouseUrl) await emptyClickHouse(clickhouseUrl);
});

describe.each(stores)("price history on $store", ({ url }) => {
  it("has every change of a short window, and the one before it", async () => {
    await given([
      ["a", ago(40 * HOUR_MS), 1],
      ["a", ago(30 * HOUR_MS), 2],
      ["a", ago(20 * HOUR_MS), null],
      ["a", ago(10 * HOUR_MS), 3],
      ["b", ago(9 * HOUR_MS), 9],
    ]);
    expect(await prices(["a"], "24h", url)).toEqual([
      [30, 2],
      [20, null],
      [10, 3],
    ]);
  });

  it("answers several series at once and returns nothing for one without points", async () => {
    await givenGpu([
      [1, ago(5 * HOUR_MS), 10],
      [2, ago(4 * HOUR_MS), 20],
      [2, ago(3 * HOUR_MS), null],
    ]);
    await settle(url);
    const rows = await priceStore(contextAt(now), url).read("gpu", ["1", "2", "3"], spanOf("7d", now));
    expect(rows.map(({ key, values }) => [key, ...values])).toEqual([
      ["1", 10, 11, 4],
      ["2", 20, 21, 4],
      ["2", null, null, 0],
    ]);
    expect(await priceStore(contextAt(now), url).read("gpu", [], spanOf("7d", now))).toEqual([]);
  });

  it("has the last change of each hour beyond 30 days, at its exact time, including gaps", async () => {
    const hour = 50 * DAY_MS;
    await given([
      ["a", ago(hour), 1],
      ["a", ago(hour - 10 * MINUTE_MS), 2],
      ["a", ago(hour - 50 * MINUTE_MS), 3],
      ["a", ago(hour - HOUR_MS - 5 * MINUTE_MS), 4],
      ["a", ago(hour - HOUR_MS - 6 * MINUTE_MS), null],
    ]);
    expect(await prices(["a"], "90d", url)).toEqual([
      [(hour - 50 * MINUTE_MS) / HOUR_MS, 3],
      [(hour - HOUR_MS - 6 * MINUTE_MS) / HOUR_MS, null],
    ]);
  });

  it("finds the price before a window from the hours when the points have been deleted", async () => {
    await given([
      ["a", ago(80 * DAY_MS), 1],
      ["a", ago(70 * DAY_MS), 2],
      ["a", ago(HOUR_MS), 3],
    ]);
    expect(await prices(["a"], "24h", url)).toEqual([
      [70 * 24, 2],
      [1, 3],
    ]);
  });

  it("still knows a price that has not changed for over a year", async () => {
    await given([
      ["a", ago(500 * DAY_MS), 1],
      ["a", ago(450 * DAY_MS), 2],
      ["gone", ago(460 * DAY_MS), 5],
      ["gone", ago(440 * DAY_MS), null],
    ]);
    const year = await prices(["a"], "1y", url);
    expect(year.map(([, price]) => price)).toEqual([2]);
    expect((await prices(["a"], "24h", url)).map(([, price]) => price)).toEqual([2]);
    const gone = await prices(["gone"], "1y", url);
    expect(gone.every(([, price]) => price === null)).toBe(true);
  });

  it("thins a dense series to its slices, keeps its gaps, and does not thin a sparse series", async () => {
    const dense = Array.from({ length: 3000 }, (_, index) =>
      point("dense", ago((3000 - index) * MINUTE_MS), index % 100 === 50 ? null : index + 1),
    );
    await given([...dense, point("sparse", ago(2 * DAY_MS), 7)]);
    await settle(url);
    const rows = await priceStore(contextAt(now), url).read("offer", ["dense", "sparse"], spanOf("7d", now));
    const answered = rows.filter(({ key }) => key === "dense");
    expect(answered.length).toBeGreaterThan(MOST_ROWS * 0.9);
    expect(answered.length).toBeLessThan(MOST_ROWS + 60);
    expect(answered.filter(({ values }) => values[0] === null).length).toBe(30);
    expect(rows.filter(({ key }) => key === "sparse").length).toBe(1);
  });

  it("gives the same answer before and after rows are rolled up or moved", async () => {
    await given([
      ["a", ago(40 * HOUR_MS), 1],
      ["a", ago(2 * HOUR_MS), 2],
    ]);
    const read = () => priceStore(contextAt(now), url).read("offer", ["a"], spanOf("24h", now));
    const waiting = await read();
    await settle(url);
    expect(await read()).toEqual(waiting);
    expect(waiting.length).toBe(2);
  });
});

describe.skipIf(!clickhouseUrl)(
  `PostgreSQL and ClickHouse side by side${clickhouseUrl ? "" : " (skipped: no ClickHouse)"}`,
  () => {
    const url = clickhouseUrl ?? "";

    it("give the same answers to the same questions", async () => {
      const history = wander(["a", "b", "c"], 6_000);
      await given(history);
      await settle(undefined);
      const questions: Span[] = [
        ...(["24h", "7d", "30d", "90d", "1y"] as const).map((window) => spanOf(window, now)),
        { from: ago(333 * HOUR_MS + 12_345), to: ago(100 * HOUR_MS + 321), isHourly: false },
        { from: ago(3000 * HOUR_MS), to: ago(1000 * HOUR_MS), isHourly: true },
      ];
      const ask = async (store: string | undefined) => {
        const answers: PricePoint[][] = [];
        for (const span of questions)
          answers.push(await priceStore(contextAt(now), store).read("offer", ["a", "b", "c"], span));
        return answers.map(ordered);
      };
      const before = await ask(undefined);
      await movePoints(contextAt(now), url);
      expect(await contextAt(now).db.pricePoint.count()).toBe(0);
      const after = await ask(url);
      for (const [index, answer] of after.entries())
        expect(answer, `question ${index}`).toEqual(before[index]);
      expect(before.map((rows) => rows.length > 0)).toEqual(questions.map(() => true));
    }, 60_000);
  },
);

type Given = [key: string, at: Date, price: number | null];

function point(key: string, at: Date, price: number | null): Given {
  return [key, at, price];
}

async function given(points: Given[]): Promise<void> {
  await contextAt(now).db.pricePoint.createMany({
    data: points.map(([offerId, at, price]) => ({
      offerId,
      at,
      microUsdPerGpuHour: price === null ? null : BigInt(price),
    })),
  });
}

/** Like `given`, for GPUs: the median is one more than the lowest price. */
async function givenGpu(points: [seriesId: number, at: Date, lowest: number | null][]): Promise<void> {
  await contextAt(now).db.gpuPricePoint.createMany({
    data: points.map(([seriesId, at, lowest]) => ({
      seriesId,
      at,
      lowestMicroUsd: lowest === null ? null : BigInt(lowest),
      medianMicroUsd: lowest === null ? null : BigInt(lowest + 1),
      offerCount: lowest === null ? 0 : 4,
    })),
  });
}

/** Does what the jobs do: rolls hours up and drops old months, or moves rows to ClickHouse. */
async function settle(url: string | undefined): Promise<void> {
  await keepPriceHistory(contextAt(now), url);
  if (url !== undefined) await movePoints(contextAt(now), url);
}

/** The age in hours and the price of each point. */
async function prices(keys: string[], window: HistoryWindow, url: string | undefined) {
  await settle(url);
  const rows = await priceStore(contextAt(now), url).read("offer", keys, spanOf(window, now));
  return rows.map(({ at, values: [price] }) => [(now.getTime() - at.getTime()) / HOUR_MS, price] as const);
}

/** A generated history of 200 days, denser towards the present and the same in every run; one point in 50 is a gap. */
function wander(keys: string[], length: number): Given[] {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const points = new Map<string, Given>();
  for (let index = 0; index < length; index += 1) {
    const key = keys[index % keys.length] ?? "";
    const at = ago(Math.floor(random() ** 4 * 200 * DAY_MS) + 1);
    points.set(`${key} ${at.getTime()}`, [key, at, random() < 0.02 ? null : 1 + Math.floor(random() * 1e6)]);
  }
  return [...points.values()];
}

/**
 * One store returns the last point before a span once, the other may return it twice: once from the outbox and once from
 * ClickHouse.
 */
function ordered(rows: PricePoint[]): PricePoint[] {
  return [...rows].sort((a, b) =>
    a.key === b.key ? a.at.getTime() - b.at.getTime() : a.key < b.key ? -1 : 1,
  );
}
