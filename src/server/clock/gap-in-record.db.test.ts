import { beforeEach, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { prunePolls } from "@/server/feeds/prune-polls";
import { pruneIndexPoints } from "@/server/market-index/prune-index";
import { keepPriceHistory } from "@/server/price-history/keep-price-history";
import { gapInRecord } from "./gap-in-record";

const start = new Date("2026-01-01T00:00:00Z");
const later = (days: number) => new Date(start.getTime() + days * 86_400_000);

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

async function recordPolls(days: readonly number[]): Promise<void> {
  const data = days.map((day, index) => ({
    id: `poll_${index}`,
    provider: "vultr",
    source: "live" as const,
    startedAt: later(day),
    latencyMs: 1,
    ok: true,
  }));
  await contextAt(start).db.providerPoll.createMany({ data });
}

const daily = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, day) => from + day);
const gapAt = (day: number) => gapInRecord(contextAt(later(day)));

it.each([
  ["where nothing was ever recorded", [], 100],
  ["of a platform that was started today", [99.9], 100],
  ["that runs on", daily(0, 100), 100],
  ["after a weekend", [...daily(0, 97), 99.9], 100],
])("there is none in a record %s", async (_, days, now) => {
  await recordPolls(days);
  expect(await gapAt(now)).toBeNull();
});

it("a jump ahead is one, before the first poll after it and until the record has run on for a day", async () => {
  await recordPolls(daily(0, 100));
  expect(await gapAt(110)).toEqual({ from: later(100), to: later(110) });
  await contextAt(start).db.providerPoll.updateMany({
    where: { id: "poll_100" },
    data: { startedAt: later(110) },
  });
  for (const day of [110, 110.5, 110.99])
    expect(await gapAt(day)).toEqual({ from: later(99), to: later(110) });
  expect(await gapAt(111.1)).toBeNull();
});

it("a time in the future is no evidence that the record runs on", async () => {
  await recordPolls([...daily(0, 90), 130]);
  expect(await gapAt(100)).toEqual({ from: later(90), to: later(100) });
});

it("nothing is deleted by age while the present is doubtful, and everything that is old afterwards", async () => {
  await recordPolls(daily(0, 100));
  const { db } = contextAt(start);
  const index = {
    source: "live" as const,
    gpuId: "a100-pcie-80",
    kind: "on_demand" as const,
    medianMicroUsdPerGpuHour: 1n,
    trimmedMeanMicroUsdPerGpuHour: 1n,
    lowMicroUsdPerGpuHour: 1n,
    highMicroUsdPerGpuHour: 1n,
    sources: 3,
    offers: 3,
  };
  await db.marketIndexPoint.create({ data: { ...index, at: later(60) } });
  const gap = { provider: "vultr", source: "live" as const, fromAt: later(1), toAt: later(2) };
  await db.feedGap.create({ data: gap });
  const left = async () => [
    await db.providerPoll.count(),
    await db.marketIndexPoint.count(),
    await db.feedGap.count(),
  ];
  const before = await left();
  const jumped = contextAt(later(3650));
  expect(await prunePolls(jumped)).toBe(0);
  expect(await pruneIndexPoints(jumped)).toBe(0);
  expect(await keepPriceHistory(jumped)).toMatchObject({ made: [], dropped: [], hoursWritten: 0 });
  expect(await left()).toEqual(before);
  expect(await prunePolls(contextAt(later(100.5)))).toBe(11);
});
