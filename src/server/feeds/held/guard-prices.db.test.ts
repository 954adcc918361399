import { beforeEach, describe, expect, it } from "vitest";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { asOperator, emptyMarket, type TestContext } from "@/server/database.double";
import { inTransaction } from "@/server/transaction";
import { type Answer, ingestAnswer } from "../ingest/ingest";
import { lockFeed } from "../lock-feed";
import { confirmHeldPrice, heldPrices, refuseHeldPrice } from "./held-prices";

const feed = { provider: "runpod", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let contextAt: (now: Date) => TestContext;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

describe("prices that wait", () => {
  it("lets a price that moved too far wait for a second poll, up or down", async () => {
    const ctx = contextAt(start);
    const before = [sampleOffer("a", 2), sampleOffer("b", 2)];
    const wild = [sampleOffer("a", 0.02), sampleOffer("b", 200)];
    await ingestAnswer(ctx, answer(before));
    expect(await ingestAnswer(contextAt(later(1)), answer(wild))).toMatchObject({
      quarantined: 2,
      changed: 0,
    });
    expect(await prices(ctx)).toEqual({ a: 2_000_000n, b: 2_000_000n });
    expect(await ctx.db.quarantinedPrice.count()).toBe(2);
    expect(await ingestAnswer(contextAt(later(2)), answer(wild))).toMatchObject({
      quarantined: 0,
      changed: 2,
    });
    expect(await prices(ctx)).toEqual({ a: 20_000n, b: 200_000_000n });
    expect(await ctx.db.quarantinedPrice.count()).toBe(0);
  });

  it("does not list a new offer, or one that returns, at a price far from its GPU's until it is said twice", async () => {
    const ctx = contextAt(start);
    const market = ["a", "b", "c", "d", "f", "e"].map((id) => sampleOffer(id, 2));
    await ingestAnswer(ctx, answer(market));
    await ingestAnswer(contextAt(later(1)), answer(market.slice(0, 5)));
    const wild = [...market.slice(0, 5), sampleOffer("e", 0.02), sampleOffer("new", 200)];
    expect(await ingestAnswer(contextAt(later(2)), answer(wild))).toMatchObject({
      quarantined: 2,
      added: 0,
      changed: 0,
    });
    expect(await ctx.db.offer.count({ where: { goneAt: null } })).toBe(5);
    expect(await ingestAnswer(contextAt(later(3)), answer(wild))).toMatchObject({
      quarantined: 0,
      added: 1,
      changed: 1,
    });
    expect((await prices(ctx)).e).toBe(20_000n);
  });

  it("lets what nobody else sells wait for a second poll, and what returns be held against its own last price", async () => {
    const ctx = contextAt(start);
    const rare = (usd: number) =>
      sampleOffer("rare", usd, { gpuId: "mi300x-192", gpuRaw: "MI300X", vramGib: 192 });
    await ingestAnswer(ctx, answer([sampleOffer("a", 2)]));
    const withRare = answer([sampleOffer("a", 2), rare(0.02)]);
    expect(await ingestAnswer(contextAt(later(1)), withRare)).toMatchObject({ quarantined: 1, added: 0 });
    expect(await heldPrices(ctx)).toMatchObject([{ externalId: "rare", heldMicroUsd: null }]);
    const sane = answer([sampleOffer("a", 2), rare(2)]);
    await ingestAnswer(contextAt(later(2)), sane);
    expect(await ingestAnswer(contextAt(later(3)), sane)).toMatchObject({ quarantined: 0, added: 1 });
    await ingestAnswer(contextAt(later(4)), answer([sampleOffer("a", 2)]));
    expect(await ingestAnswer(contextAt(later(5)), withRare)).toMatchObject({ quarantined: 1, changed: 0 });
    expect(await ctx.db.offer.count({ where: { goneAt: null } })).toBe(1);
  });

  it("after a refusal takes an unchanged answer for that, and reads the list again once it is taken back", async () => {
    const ctx = contextAt(start);
    const name = { provider: feed.provider, externalId: "a" };
    const list = (usd: number) => ({ ...answer([sampleOffer("a", usd)]), listVersion: `${usd}` });
    const version = async () => (await ctx.db.providerHealth.findFirstOrThrow()).listVersion;
    await ingestAnswer(ctx, list(2));
    await ingestAnswer(contextAt(later(1)), list(0.02));
    expect(await version()).toBeNull();
    await refuseHeldPrice(asOperator(contextAt(later(1))), name);
    for (const minute of [2, 3]) await ingestAnswer(contextAt(later(minute)), list(0.02));
    expect(await version()).toBe("0.02");
    expect(await ctx.db.providerHealth.findFirstOrThrow()).toMatchObject({ quarantinedCount: 1 });
    await confirmHeldPrice(asOperator(contextAt(later(4))), name);
    expect(await version()).toBeNull();
    expect(await ingestAnswer(contextAt(later(4)), list(0.02))).toMatchObject({ quarantined: 0, changed: 1 });
  });

  it("waits with a person's word until the answer under way is taken in", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 2)]));
    await ingestAnswer(contextAt(later(1)), answer([sampleOffer("a", 0.02)]));
    const order: string[] = [];
    let refusal: Promise<unknown> = Promise.resolve();
    await inTransaction(ctx, async (tx) => {
      await lockFeed(tx, feed);
      refusal = refuseHeldPrice(asOperator(contextAt(later(2))), {
        provider: feed.provider,
        externalId: "a",
      }).then(() => order.push("refused"));
      // Many times as long as a refusal takes that waits for nobody.
      for (let trip = 0; trip < 50; trip += 1) await tx.db.$queryRaw`select 1`;
      order.push("answer taken in");
    });
    await refusal;
    expect(order).toEqual(["answer taken in", "refused"]);
  });

  it("holds a whole feed in the wrong unit within seconds, and keeps every price", async () => {
    const ctx = contextAt(start);
    const all = (usd: number) =>
      answer(Array.from({ length: 6000 }, (_, index) => sampleOffer(`offer ${index}`, usd)));
    await ingestAnswer(ctx, all(2));
    expect(await ingestAnswer(contextAt(later(1)), all(200))).toMatchObject({
      quarantined: 6000,
      changed: 0,
    });
    expect(await ctx.db.quarantinedPrice.count()).toBe(6000);
    expect(await ctx.db.offer.count({ where: { microUsdPerGpuHour: { not: 2_000_000n } } })).toBe(0);
  });

  it("holds a price that a person refused however often it is said, until the refusal is taken back", async () => {
    const ctx = contextAt(start);
    const name = { provider: feed.provider, externalId: "a" };
    await ingestAnswer(ctx, answer([sampleOffer("a", 2)]));
    const wrong = answer([sampleOffer("a", 0.02)]);
    await ingestAnswer(contextAt(later(1)), wrong);
    await refuseHeldPrice(asOperator(contextAt(later(1))), name);
    for (const minute of [2, 3])
      expect(await ingestAnswer(contextAt(later(minute)), wrong)).toMatchObject({ quarantined: 1 });
    expect((await prices(ctx)).a).toBe(2_000_000n);
    expect(await heldPrices(ctx)).toMatchObject([{ ...name, firstSeenAt: later(1), refusedAt: later(1) }]);
    await confirmHeldPrice(asOperator(contextAt(later(4))), name);
    expect(await ingestAnswer(contextAt(later(4)), wrong)).toMatchObject({ quarantined: 0, changed: 1 });
    await expect(refuseHeldPrice(asOperator(contextAt(later(5))), name)).rejects.toThrow(/no price of/);
  });

  it("forgets a waiting price when the next poll is sane again", async () => {
    const ctx = contextAt(start);
    await ingestAnswer(ctx, answer([sampleOffer("a", 2)]));
    await ingestAnswer(contextAt(later(1)), answer([sampleOffer("a", 0.02)]));
    await ingestAnswer(contextAt(later(2)), answer([sampleOffer("a", 2)]));
    await ingestAnswer(contextAt(later(3)), answer([sampleOffer("a", 0.02)]));
    expect(await prices(ctx)).toEqual({ a: 2_000_000n });
  });
});

function answer(offers: Offer[]): Answer {
  return { ...feed, offers, skipped: [], latencyMs: 12 };
}

async function prices(ctx: Context): Promise<Record<string, bigint>> {
  const rows = await ctx.db.offer.findMany({ orderBy: { externalId: "asc" } });
  return Object.fromEntries(rows.map((row) => [row.externalId, row.microUsdPerGpuHour]));
}
