import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import type { Provider } from "@/server/providers/contract";
import { providerBySlug } from "@/server/providers/registry";
import { claimPoll } from "./poll-lease";

/** The feed whose files may take longest to download. */
const feed = { provider: "aws", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

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

it("the lease of a killed worker expires after 90 seconds, however long its poll may take", async () => {
  expect(await claim(0)).not.toBeNull();
  expect(await claim(89)).toBeNull();
  expect(await claim(90)).not.toBeNull();
});

it("a lease that ends further ahead than a lease can was written by a wrong clock, and holds nobody back", async () => {
  await claim(10 * 86_400);
  expect(await claim(0)).not.toBeNull();
  expect(await untilSeconds()).toBe(90);
  expect(await claim(1)).toBeNull();
});

it("a poll keeps its lease while it runs, and releases it when it ends", async () => {
  const lease = await claim(0);
  for (const seconds of [20, 40, 60, 80, 100, 120]) {
    await vi.advanceTimersByTimeAsync(20_000);
    await expect.poll(untilSeconds).toBe(seconds + 90);
  }
  expect(await claim(120)).toBeNull();
  await lease?.release();
  expect(await untilSeconds()).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await claim(120)).not.toBeNull();
});

it("a poll that hangs loses its lease once it exceeds the longest possible poll", async () => {
  await claimPoll(contextAt(start), feed, { ...aws(), fileLimits: { totalTimeoutMs: 0 } });
  for (let seconds = 20; seconds <= 180; seconds += 20) {
    await vi.advanceTimersByTimeAsync(20_000);
    await expect.poll(untilSeconds).toBe(seconds + 90);
  }
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await claim(180 + 89)).toBeNull();
  expect(await claim(180 + 90)).not.toBeNull();
});

it("a poll that has lost its lease does not affect its successor, neither when it renews nor when it ends", async () => {
  const overrun = await claim(0);
  const successor = await claim(100);
  await vi.advanceTimersByTimeAsync(20_000);
  await expect.poll(untilSeconds).toBe(100 + 20 + 90);
  await overrun?.release();
  expect(await claim(150)).toBeNull();
  await successor?.release();
  expect(await untilSeconds()).toBeNull();
});
