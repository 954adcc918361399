import { beforeEach, describe, expect, it } from "vitest";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { RowReason } from "@/domain/offer/row-reason";
import type { Context } from "@/server/context";
import { emptyMarket, type TestContext, untilWaiting } from "@/server/database.double";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { isKnownList } from "../list-version";
import { recordFailure } from "../record-poll";
import { type Answer, ingestAnswer } from "./ingest";
import { listening } from "./listening.double";

const feed = { provider: "runpod", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let contextAt: (now: Date) => TestContext;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

describe("ingestAnswer", () => {
  it("writes offers, their first price points, health and a poll", async () => {
    const ctx = contextAt(start);
    const counts = await ingestAnswer(ctx, answer([sampleOffer("a", 2), sampleOffer("b", 3)]));
    expect(counts).toMatchObject({ offers: 2, added: 2, changed: 0, gone: 0 });
    expect(await prices(ctx)).toEqual({ a: 2_000_000n, b: 3_000_000n });
    expect(await ctx.db.pricePoint.count()).toBe(2);
    expect(await ctx.db.providerHealth.findFirst()).toMatchObject({
      lastSuccessAt: start,
      offerCount: 2,
      consecutiveFailures: 0,
    });
    expect(await ctx.db.providerPoll.count({ where: { ok: true } })).toBe(1);
  });

  it("writes no offer row for an unchanged answer, whatever the order of its rows", async () => {
    const offers = [sampleOffer("a", 2), sampleOffer("b", 3)];
    await ingestAnswer(contextAt(start), answer(offers));
    const before = await rowVersions(contextAt(start));
    const counts = await ingestAnswer(contextAt(later(1)), answer([...offers].reverse()));
    expect(counts).toMatchObject({ added: 0, changed: 0, gone: 0 });
    expect(await rowVersions(contextAt(start))).toEqual(before);
    expect(await contextAt(start).db.providerHealth.findFirst()).toMatchObject({ lastSuccessAt: later(1) });
  });

  it("reads a list again on the next day while it has rows that are not yet in force, and no longer then", async () => {
    const reason = { code: "sale.not_yet_in_force" as const, parameters: { from: "2026-11-03" } };
    const list = { ...answer([sampleOffer("a", 2)]), listVersion: "v1" };
    const stored = async () => (await contextAt(start).db.providerHealth.findFirstOrThrow()).listVersion;
    const isKnown = async () => {
      const version = await stored();
      return [0, 5, 24 * 60].map((minutes) => isKnownList(version, "v1", later(minutes)));
    };
    const early = { ...list, skipped: [{ externalId: "b", reason }] };
    for (const minute of [0, 1]) {
      await ingestAnswer(contextAt(later(minute)), early);
      expect(await isKnown()).toEqual([true, true, false]);
      expect(isKnownList(await stored(), "v2", start)).toBe(false);
    }
    await ingestAnswer(contextAt(later(2 * 24 * 60)), {
      ...answer([sampleOffer("a", 2), sampleOffer("b", 2)]),
      listVersion: "v1",
    });
    expect(await isKnown()).toEqual([true, true, true]);
  });

  it("updates only what changed and appends a point only for a new price", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 2), sampleOffer("b", 3), sampleOffer("c", 4)]));
    const before = await rowVersions(ctx);
    await ingestAnswer(
      contextAt(later(1)),
      answer([sampleOffer("a", 2.1), sampleOffer("b", 3, { availability: "limited" }), sampleOffer("c", 4)]),
    );
    const after = await rowVersions(ctx);
    expect(
      Object.keys(after)
        .filter((id) => after[id] !== before[id])
        .sort(),
    ).toEqual(["a", "b"]);
    expect(await ctx.db.pricePoint.count()).toBe(4);
  });

  it("marks a missing offer gone with a closing point, and restores it when it returns", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 2), sampleOffer("b", 3)]));
    await ingestAnswer(contextAt(later(1)), answer([sampleOffer("a", 2)]));
    const gone = await ctx.db.offer.findFirstOrThrow({ where: { externalId: "b" } });
    const pointsOf = (offerId: string) =>
      ctx.db.pricePoint.findMany({ where: { offerId }, orderBy: { at: "asc" } });
    expect(gone.goneAt).toEqual(later(1));
    const prices = (await pointsOf(gone.id)).map((one) => one.microUsdPerGpuHour);
    expect(prices).toEqual([3_000_000n, null]);
    await ingestAnswer(contextAt(later(2)), answer([sampleOffer("a", 2), sampleOffer("b", 3)]));
    const back = await ctx.db.offer.findFirstOrThrow({ where: { externalId: "b" } });
    expect([back.id, back.goneAt, (await pointsOf(back.id)).length]).toEqual([gone.id, null, 3]);
  });

  it("treats an empty answer from a feed that had offers as a failure and keeps the offers", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 2)]));
    await expect(ingestAnswer(contextAt(later(1)), answer([]))).rejects.toThrow(ProviderError);
    expect(await ctx.db.offer.count({ where: { goneAt: null } })).toBe(1);
  });

  it("refuses an answer that lacks most offers once, and accepts it when it is repeated", async () => {
    const ctx = contextAt(start);
    const all = Array.from({ length: 20 }, (_, index) => sampleOffer(`offer ${index}`, 2));
    await ingestAnswer(ctx, answer(all));
    const few = answer(all.slice(0, 9));
    const refusal = await ingestAnswer(contextAt(later(1)), few).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ProviderError);
    if (isProviderError(refusal))
      await recordFailure(contextAt(later(1)), feed, { error: refusal, failures: 0, latencyMs: 5 });
    expect(await ctx.db.offer.count({ where: { goneAt: null } })).toBe(20);
    expect(await ingestAnswer(contextAt(later(2)), few)).toMatchObject({ gone: 11 });
  });

  it("does not affect feeds of other providers and sources", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 2)]));
    await ingestAnswer(ctx, { ...answer([sampleOffer("z", 1)]), source: "list" });
    await ingestAnswer(ctx, { ...answer([sampleOffer("z", 1)]), provider: "vultr" });
    expect(await ctx.db.offer.count({ where: { goneAt: null } })).toBe(3);
  });

  it("counts refused rows by reason", async () => {
    const unpriced: RowReason = { code: "price.not_stated", parameters: {} };
    const uncounted: RowReason = { code: "gpu.count", parameters: { count: 0 } };
    const skipped = [1, 2, 3].map((row) => ({
      externalId: `row ${row}`,
      reason: row < 3 ? { ...unpriced } : uncounted,
    }));
    await ingestAnswer(contextAt(start), { ...answer([sampleOffer("a", 1)]), skipped });
    const health = await contextAt(start).db.providerHealth.findFirstOrThrow();
    expect(health.refusals).toEqual([
      { reason: unpriced, count: 2, example: "row 1" },
      { reason: uncounted, count: 1, example: "row 3" },
    ]);
  });

  it("announces new prices with the commit, and nothing for an unchanged answer", async () => {
    const heard = await listening(async () => {
      await ingestAnswer(contextAt(start), answer([sampleOffer("a", 2)]));
      await ingestAnswer(contextAt(later(1)), answer([sampleOffer("a", 2)]));
      await ingestAnswer(contextAt(later(2)), answer([sampleOffer("a", 2.2)]));
    });
    const changes = heard.filter((event) => event.type === "offers.changed");
    expect(changes).toMatchObject([{ added: 1 }, { added: 0, changed: 1 }]);
    expect(changes[1]?.prices?.[0]?.[1]).toBe(2_200_000);
  });

  it("processes two answers of one feed one after the other", async () => {
    const { db } = contextAt(start);
    const both: Promise<unknown>[] = [];
    await db.$transaction(
      async (tx) => {
        // Neither gets past its first write, so in parallel both would have read an empty market.
        await tx.$executeRaw`lock table offers in share mode`;
        both.push(ingestAnswer(contextAt(start), answer([sampleOffer("a", 1)])));
        both.push(ingestAnswer(contextAt(later(1)), answer([sampleOffer("a", 1.1)])));
        await untilWaiting(db, 2);
      },
      { timeout: 30_000 },
    );
    await Promise.all(both);
    const { id } = await db.offer.findFirstOrThrow();
    expect((await db.pricePoint.findMany()).map(({ offerId }) => offerId)).toEqual([id, id]);
    expect(await db.offer.count()).toBe(1);
    expect(await db.providerPoll.count()).toBe(2);
  });
});

describe("recordFailure", () => {
  it("counts consecutive failures, opens the breaker at the fifth, and closes it after a success", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 1)]));
    const error = new ProviderError("timeout", "no answer within 10 s");
    for (let minute = 1; minute <= 5; minute += 1)
      await recordFailure(contextAt(later(minute)), feed, { error, failures: 1, latencyMs: 10_000 });
    const health = await ctx.db.providerHealth.findFirstOrThrow();
    expect(health).toMatchObject({
      consecutiveFailures: 5,
      failingSince: later(1),
      lastErrorKind: "timeout",
      breakerOpenUntil: later(6),
      lastSuccessAt: start,
    });
    await ingestAnswer(contextAt(later(7)), answer([sampleOffer("a", 1)]));
    expect(await ctx.db.providerHealth.findFirstOrThrow()).toMatchObject({
      consecutiveFailures: 0,
      failingSince: null,
      breakerOpenUntil: null,
      lastErrorKind: "timeout",
    });
  });

  it("does not count a call that our own rate limit held back as a failure of the provider", async () => {
    const ctx = contextAt(start);
    const heldBack = new ProviderError("rate_limit", "vultr: no call allowed for 45 s", {
      retryAfterMs: 45_000,
    });
    const told = new ProviderError("rate_limit", "GET vultr: HTTP 429", { status: 429 });
    const failuresAfter = async (error: ProviderError, failures: number) => {
      await recordFailure(ctx, feed, { error, failures, latencyMs: 5 });
      return (await ctx.db.providerHealth.findFirstOrThrow()).consecutiveFailures;
    };
    expect(await failuresAfter(heldBack, 0)).toBe(0);
    expect(await failuresAfter(told, 1)).toBe(1);
    expect(await failuresAfter(heldBack, 0)).toBe(1);
    // The first attempt was answered by a 429, and the second had to wait too long.
    expect(await failuresAfter(heldBack, 1)).toBe(2);
  });
});

function answer(offers: Offer[]): Answer {
  return { ...feed, offers, skipped: [], latencyMs: 12 };
}

async function prices(ctx: Context): Promise<Record<string, bigint>> {
  const rows = await ctx.db.offer.findMany({ orderBy: { externalId: "asc" } });
  return Object.fromEntries(rows.map((row) => [row.externalId, row.microUsdPerGpuHour]));
}

/** PostgreSQL's row versions: any write changes them, even of equal values. */
async function rowVersions(ctx: Context): Promise<Record<string, string>> {
  const rows = await ctx.db.$queryRaw<
    { id: string; version: string }[]
  >`select external_id as id, xmin::text as version from offers`;
  return Object.fromEntries(rows.map(({ id, version }) => [id, version]));
}
