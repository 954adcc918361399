import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/domain/errors";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptySearch } from "@/domain/offer/offer-search";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import type { Context } from "@/server/context";
import { emptyMarket, recordSteadily } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { prunePolls } from "@/server/feeds/prune-polls";
import { recordFailure, recordUnreadableKeys } from "@/server/feeds/record-poll";
import { ProviderError } from "@/server/http/provider-error";
import { priceHistory } from "@/server/price-history/price-history";
import { providers } from "@/server/providers/registry";
import { feedHealth } from "@/server/status/health";
import { getOffer, getOffers } from "./get-offer";

const feed = { provider: "vultr", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

describe("priceHistory", () => {
  it("has the price since the offer was first seen, a gap while the feed was silent, and a gap while it was not offered", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    await ingest(5, [sampleOffer("a", 3)]);
    await ingest(90, [sampleOffer("a", 3), sampleOffer("b", 9)]);
    await ingest(100, [sampleOffer("b", 9)]);
    await ingest(105, [sampleOffer("a", 4), sampleOffer("b", 9)]);
    const history = await priceHistory(contextAt(later(110)), await idOf("a"), "24h");
    const steps = history.points.map(({ at, microUsdPerGpuHour }) => [
      (Date.parse(at) - start.getTime()) / 60_000,
      microUsdPerGpuHour === null ? null : microUsdPerGpuHour / 1e6,
    ]);
    expect(steps[0]).toEqual([110 - 24 * 60, null]);
    expect(steps.slice(1)).toEqual([
      [0, 2],
      [5, 3],
      [20, null],
      [90, 3],
      [100, null],
      [105, 4],
      [110, 4],
    ]);
    expect(history.trackingStartsAt).toBe(start.toISOString());
  });

  it("has a gap for an outage that began before the window", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    const duringOutage = await priceHistory(contextAt(later(30 * 60)), await idOf("a"), "24h");
    expect(duringOutage.points.every((point) => point.microUsdPerGpuHour === null)).toBe(true);
    await ingest(20 * 60, [sampleOffer("a", 2)]);
    const afterwards = await priceHistory(contextAt(later(30 * 60)), await idOf("a"), "24h");
    const priced = afterwards.points.filter((point) => point.microUsdPerGpuHour !== null);
    expect(priced.map((point) => (Date.parse(point.at) - start.getTime()) / 60_000)).toEqual([20 * 60]);
  });

  it("throws NOT_FOUND for an unknown offer", async () => {
    const unknown = `off_${"0".repeat(32)}`;
    await expect(priceHistory(contextAt(start), unknown, "7d")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("getOffer", () => {
  it("shows a gone offer with its last figures and since when it is gone", async () => {
    await ingest(0, [sampleOffer("a", 2), sampleOffer("b", 1)]);
    const id = await idOf("a");
    await ingest(5, [sampleOffer("b", 1)]);
    expect(await getOffer(contextAt(later(6)), id)).toMatchObject({
      id,
      microUsdPerGpuHour: 2_000_000,
      goneAt: later(5).toISOString(),
      gpuName: expect.stringContaining("A100"),
    });
  });

  it("throws NOT_FOUND for an unknown offer, and omits it from a comparison", async () => {
    const unknown = `off_${"0".repeat(32)}`;
    await expect(getOffer(contextAt(start), unknown)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await ingest(0, [sampleOffer("a", 2)]);
    const id = await idOf("a");
    expect((await getOffers(contextAt(start), [unknown, id], emptySearch)).map((one) => one.id)).toEqual([
      id,
    ]);
  });
});

describe("feedHealth", () => {
  const health = async (minutes: number) =>
    (await feedHealth(contextAt(later(minutes)))).find((one) => one.provider === "vultr");

  it("returns all providers, with or without a feed", async () => {
    const all = await feedHealth(contextAt(start));
    expect(all.map((one) => one.provider)).toEqual(providers.map(({ slug }) => slug));
    expect(all.find((one) => one.provider === "lambda")).toMatchObject({
      state: "list",
      pollEverySeconds: null,
    });
    expect(all.find((one) => one.provider === "vultr")).toMatchObject({ state: "never", uptime24h: null });
  });

  it.each([
    [10, "fresh"],
    [16, "stale"],
    [24 * 60 + 1, "hidden"],
  ])("%d minutes after the last successful poll a feed is %s", async (minutes, state) => {
    await ingest(0, [sampleOffer("a", 2)]);
    expect(await health(minutes)).toMatchObject({ state });
  });

  it("says by code why our key cannot be read, and why rows were refused", async () => {
    const skipped = [{ externalId: "row 1", reason: { code: "price.below_spot" as const, parameters: {} } }];
    await ingestAnswer(contextAt(start), {
      ...feed,
      offers: [sampleOffer("a", 2)],
      skipped,
      latencyMs: 12,
    });
    const reason = { code: "keys.vault_unreachable", parameters: {} } as const;
    const error = new AppError("PRECONDITION_FAILED", "Vault at vault:8200: ECONNREFUSED", { reason });
    await recordUnreadableKeys(contextAt(later(1)), feed, error);
    expect(await health(2)).toMatchObject({
      lastError: { kind: "keys", reason },
      refusals: [{ reason: { code: "price.below_spot", parameters: {} }, count: 1, example: "row 1" }],
    });
  });

  it("does not publish where our keys are kept, not even if an earlier version stored it", async () => {
    const reason = { code: "keys.vault_unreachable", parameters: {} } as const;
    const error = new AppError("PRECONDITION_FAILED", "Vault at vault:8200, secret/ours: refused", {
      reason,
    });
    await recordUnreadableKeys(contextAt(start), feed, error);
    const { db } = contextAt(start);
    expect(JSON.stringify(await db.providerHealth.findMany({ omit: { revision: true } }))).not.toMatch(
      /vault:8200|secret\/ours/,
    );
    const told = {
      code: "keys.vault_refuses_token",
      parameters: { host: "vault:8200", path: "secret/ours" },
    };
    await db.providerHealth.updateMany({ data: { lastErrorMessage: error.message, lastErrorReason: told } });
    expect((await health(1))?.lastError).toEqual({
      at: start.toISOString(),
      kind: "keys",
      message: "",
      reason: { code: "keys.vault_refuses_token", parameters: {} },
    });
  });

  it("keeps the count of refused rows whose reason another version wrote", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    const refusals = [{ reason: "price: odd", count: 3, example: "row 1" }];
    await contextAt(start).db.providerHealth.updateMany({ data: { refusals } });
    expect(await health(1)).toMatchObject({ refusals: [{ reason: null, count: 3, example: "row 1" }] });
  });

  it("computes uptime from our own polls and keeps the provider's error message", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    await ingest(1, [sampleOffer("a", 2)]);
    await ingest(2, [sampleOffer("a", 2)]);
    await recordFailure(contextAt(later(3)), feed, {
      error: new ProviderError("unavailable", "HTTP 503"),
      failures: 1,
      latencyMs: 40,
    });
    expect(await health(4)).toMatchObject({
      uptime24h: 0.75,
      uptime30d: 0.75,
      watchedSince: start.toISOString(),
      failingSince: later(3).toISOString(),
      lastError: { kind: "unavailable", message: "HTTP 503" },
      days: [{ day: "2026-11-01", polls: 4, succeeded: 3 }],
      medianLatencyMs: 12,
    });
  });

  it("shows the date of the list prices together with the feed", async () => {
    await ingestAnswer(contextAt(start), {
      provider: "lambda",
      source: "list",
      offers: [{ ...sampleOffer("l", 2), listedOn: "2026-05-01/2026-05-31" }],
      skipped: [],
      latencyMs: 0,
    });
    const lambda = (await feedHealth(contextAt(start))).find((one) => one.provider === "lambda");
    expect(lambda).toMatchObject({
      state: "list",
      offers: 1,
      list: { listedOn: "2026-05-01/2026-05-31", offers: 1 },
    });
  });

  it("names all the days of a list, and not that of its newest price", async () => {
    await ingestAnswer(contextAt(start), {
      provider: "azure",
      source: "list",
      offers: [
        { ...sampleOffer("old", 2), listedOn: "2024-08-21" },
        { ...sampleOffer("new", 2), listedOn: "2026-11-09" },
      ],
      skipped: [],
      latencyMs: 0,
    });
    const azure = (await feedHealth(contextAt(start))).find((one) => one.provider === "azure");
    expect(azure?.list).toMatchObject({ listedOn: "2024-08-21/2026-11-09", offers: 2 });
  });

  it("counts models separately, from the feed if it has any, otherwise from the list", async () => {
    const take = (source: "live" | "list", names: string[], offers: Offer[], unknown: string[] = []) =>
      ingestAnswer(contextAt(start), {
        provider: "together",
        source,
        offers,
        skipped: [],
        latencyMs: 0,
        tokenOffers: [
          ...names.map((name) => sampleTokenOffer(name, { input: 1, output: 1 })),
          ...unknown.map((name) => sampleTokenOffer(name, { input: 1, output: 1 }, { modelId: null })),
        ],
      });
    const together = async () =>
      (await feedHealth(contextAt(start))).find((one) => one.provider === "together");
    await take("list", ["a", "b"], []);
    await take("live", [], [sampleOffer("x", 2)]);
    expect(await together()).toMatchObject({ offers: 1, tokenOffers: 2 });
    await take("live", [], [sampleOffer("x", 2)], ["nobody knows it"]);
    expect(await together()).toMatchObject({ offers: 1, tokenOffers: 2 });
    await take("live", ["c"], [sampleOffer("x", 2)], ["nobody knows it"]);
    expect(await together()).toMatchObject({ offers: 1, tokenOffers: 1, list: { tokenOffers: 2 } });
  });
});

describe("prunePolls", () => {
  it("deletes polls older than 90 days and no others", async () => {
    await ingest(0, [sampleOffer("a", 2)]);
    await ingest(60 * 24 * 90, [sampleOffer("a", 2)]);
    await recordSteadily(contextAt(later(60 * 24 * 90)));
    expect(await prunePolls(contextAt(later(60 * 24 * 90 + 1)))).toBe(1);
    const steady = { provider: "steady" };
    expect(await contextAt(start).db.providerPoll.count({ where: { NOT: steady } })).toBe(1);
    expect(await contextAt(start).db.providerPoll.count({ where: steady })).toBe(4);
  });
});

async function ingest(minutes: number, offers: Offer[]): Promise<void> {
  await ingestAnswer(contextAt(later(minutes)), { ...feed, offers, skipped: [], latencyMs: 12 });
}

async function idOf(externalId: string): Promise<string> {
  return (await contextAt(start).db.offer.findFirstOrThrow({ where: { externalId } })).id;
}
