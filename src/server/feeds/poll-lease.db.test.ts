import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import type { Provider } from "@/server/providers/contract";
import { providerBySlug } from "@/server/providers/registry";
import { ingestAnswer } from "./ingest/ingest";
import { claimPoll } from "./poll-lease";

/** The feed whose files may take longest to download. */
const feed = { provider: "aws", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** Vitest advances the faked stopwatch by the interval, each time that it looks. */
const patiently = { timeout: 20_000, interval: 1 };

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const claim = (seconds: number) => claimPoll(contextAt(later(seconds)), feed, aws());
const untilSeconds = async () => {
  const { pollingUntil } = await contextAt(start).db.providerHealth.findFirstOrThrow();
  return pollingUntil === null ? null : (pollingUntil.getTime() - start.getTime()) / 1000;
};

function aws(): Provider {
  const provider = providerBySlug("aws");
  if (!provider) throw new Error("no adapter for AWS");
  return provider;
}

it("the lease of a killed worker expires after 8 seconds, however long its poll may take", async () => {
  expect(await claim(0)).not.toBeNull();
  expect(await claim(7)).toBeNull();
  expect(await claim(8)).not.toBeNull();
});

it("a lease that ends further ahead than a lease can was written by a wrong clock, and holds nobody back", async () => {
  await claim(10 * 86_400);
  expect(await claim(0)).not.toBeNull();
  expect(await untilSeconds()).toBe(8);
  expect(await claim(1)).toBeNull();
});

it("a poll keeps its lease while it runs, and releases it when it ends", async () => {
  const lease = await claim(0);
  for (const seconds of [2, 4, 6, 8, 10, 12]) {
    await vi.advanceTimersByTimeAsync(2_000);
    await expect.poll(untilSeconds, patiently).toBeCloseTo(seconds + 8, 0);
  }
  expect(await claim(12)).toBeNull();
  await lease?.release();
  expect(await untilSeconds()).toBeNull();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(await claim(12)).not.toBeNull();
});

it("a poll that hangs loses its lease once it exceeds the longest possible poll", async () => {
  // A second over 180 s, because waiting for the database advances the stopwatch a little.
  await claimPoll(contextAt(start), feed, { ...aws(), fileLimits: { totalTimeoutMs: 125 } });
  await vi.advanceTimersByTimeAsync(178_000);
  await expect.poll(untilSeconds, patiently).toBeGreaterThanOrEqual(178 + 8);
  await vi.advanceTimersByTimeAsync(2_000);
  await expect.poll(untilSeconds, patiently).toBeGreaterThanOrEqual(180 + 8);
  const last = (await untilSeconds()) ?? Number.NaN;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(await claim(last - 1)).toBeNull();
  expect(await claim(last + 1)).not.toBeNull();
});

it("a poll that has lost its lease does not affect its successor, neither when it renews nor when it ends", async () => {
  const overrun = await claim(0);
  const successor = await claim(10);
  await vi.advanceTimersByTimeAsync(2_000);
  await expect.poll(untilSeconds, patiently).toBeCloseTo(10 + 2 + 8, 0);
  await overrun?.release();
  expect(await claim(15)).toBeNull();
  await successor?.release();
  expect(await untilSeconds()).toBeNull();
});

describe("a poll that took longer than its lease", () => {
  const answer = (leaseId: string, usd: number) => ({
    ...feed,
    offers: [sampleOffer("a", usd)],
    skipped: [],
    latencyMs: 1,
    leaseId,
  });
  const prices = async () => {
    const offers = await contextAt(start).db.offer.findMany({ select: { microUsdPerGpuHour: true } });
    return offers.map(({ microUsdPerGpuHour }) => Number(microUsdPerGpuHour));
  };
  beforeEach(() => {
    vi.useRealTimers();
  });

  it("still writes when no other poll has begun", async () => {
    const lease = await claim(0);
    await ingestAnswer(contextAt(later(60)), answer(lease?.id ?? "", 2));
    expect(await prices()).toEqual([2_000_000]);
  });

  it("writes nothing once another poll has begun, whose answer is newer", async () => {
    const overrun = await claim(0);
    const successor = await claim(10);
    await ingestAnswer(contextAt(later(10)), answer(successor?.id ?? "", 2.1));
    const late = ingestAnswer(contextAt(start), answer(overrun?.id ?? "", 2));
    await expect(late).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await prices()).toEqual([2_100_000]);
  });
});
