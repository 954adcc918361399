import { describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import { loadCatalogue } from "../../../prisma/catalogue/load";
import { takeList } from "../../../prisma/take-list";
import { clouds, simulatedProviders } from "../../../simulators/registry";
import { later, simulatedFeeds, start } from "./simulated-feeds.double";

const catalogue = loadCatalogue();

const feeds = simulatedFeeds();
const { contextAt, pollFeed, offersOf, healthOf, misbehave } = feeds;

/** A market of which the simulated feed names nothing. */
function sellWhatIsDiscontinued() {
  return feeds.ingestAnswer(contextAt(start), {
    provider: "vultr",
    source: "simulated",
    offers: Array.from({ length: 40 }, (_, index) => sampleOffer(`discontinued-${index}`, 2)),
    skipped: [],
    latencyMs: 1,
  });
}

describe("pollFeed", () => {
  it.each(simulatedProviders)("ingests the offers of %s, marked as simulated", async (slug) => {
    // A feed without prices gets them from the list of its provider.
    for (const file of catalogue.filter(({ provider }) => provider === slug))
      await takeList(contextAt(start), file);
    // The price of a GPU that nobody else sells is accepted when it is repeated.
    for (const minute of [0, 1])
      expect(await pollFeed(contextAt(later(minute)), slug)).toMatchObject({ outcome: "taken" });
    const where = { provider: slug, source: "simulated" as const, goneAt: null };
    const { db } = contextAt(start);
    const [gpuOffers, tokenOffers] = [await db.offer.count({ where }), await db.tokenOffer.count({ where })];
    const fewest = clouds.find((cloud) => cloud.slug === slug)?.traits.minOffers ?? 10;
    expect(gpuOffers + tokenOffers).toBeGreaterThanOrEqual(Math.min(10, fewest));
    expect(await db.offer.count({ where: { source: "live" } })).toBe(0);
  });

  it("writes nothing when nothing moved, and only the price that did", async () => {
    await pollFeed(contextAt(start), "vultr");
    expect(await pollFeed(contextAt(later(1)), "vultr")).toEqual({
      outcome: "taken",
      added: 0,
      changed: 0,
      gone: 0,
    });
    feeds.controls.tick(40);
    expect(await pollFeed(contextAt(later(2)), "vultr")).not.toMatchObject({ changed: 0 });
  });

  it("keeps the offers of a failing feed, records why and since when, pauses after the fifth failure, and recovers", async () => {
    await pollFeed(contextAt(start), "vultr");
    const before = await offersOf("vultr");
    misbehave("html");
    for (let minute = 1; minute <= 5; minute += 1)
      expect(await pollFeed(contextAt(later(minute)), "vultr")).toEqual({ outcome: "failed" });
    expect(await healthOf("vultr")).toMatchObject({
      lastErrorKind: "bad_response",
      failingSince: later(1),
      lastSuccessAt: start,
    });
    expect(await pollFeed(contextAt(later(5.5)), "vultr")).toEqual({ outcome: "resting" });
    expect(await offersOf("vultr")).toBe(before);
    feeds.controls.clearFaults();
    expect(await pollFeed(contextAt(later(7)), "vultr")).toMatchObject({ outcome: "taken" });
    expect(await healthOf("vultr")).toMatchObject({ failingSince: null, consecutiveFailures: 0 });
  });

  it("never treats an empty answer as an empty market", async () => {
    await pollFeed(contextAt(start), "vultr");
    const before = await offersOf("vultr");
    misbehave("empty");
    expect(await pollFeed(contextAt(later(1)), "vultr")).toEqual({ outcome: "failed" });
    expect(await offersOf("vultr")).toBe(before);
  });

  it("takes an answer without most of the offers only when the next one says the same", async () => {
    await sellWhatIsDiscontinued();
    expect(await pollFeed(contextAt(later(1)), "vultr")).toEqual({ outcome: "failed" });
    expect((await healthOf("vultr")).lastErrorReason).toEqual({
      code: "feed.offers_missing",
      parameters: { missing: 40, had: 40 },
    });
    expect(await offersOf("vultr")).toBe(40);
    expect(await pollFeed(contextAt(later(2)), "vultr")).toMatchObject({ outcome: "taken", gone: 40 });
  });

  it("does not take such an answer after a failure of another kind", async () => {
    await sellWhatIsDiscontinued();
    expect(await pollFeed(contextAt(later(1)), "vultr")).toEqual({ outcome: "failed" });
    misbehave("html");
    await pollFeed(contextAt(later(2)), "vultr");
    expect((await healthOf("vultr")).lastErrorReason).toMatchObject({ code: "provider.not_readable" });
    feeds.controls.clearFaults();
    expect(await pollFeed(contextAt(later(3)), "vultr")).toEqual({ outcome: "failed" });
    expect(await offersOf("vultr")).toBe(40);
  });

  it("refuses only the bad rows and counts them with their reasons", async () => {
    misbehave("bad_rows");
    await pollFeed(contextAt(start), "vultr");
    const health = await healthOf("vultr");
    expect(health.offerCount).toBeGreaterThan(9);
    expect(health.refusedCount).toBeGreaterThan(0);
    expect(health.refusals).toContainEqual(
      expect.objectContaining({
        count: expect.any(Number),
        reason: expect.objectContaining({ code: "price.not_above_zero" }),
      }),
    );
  });

  it.each(["price_crash", "price_spike"] as const)("does not accept a %s at once", async (fault) => {
    await pollFeed(contextAt(start), "vultr");
    const before = await contextAt(start).db.offer.findMany({
      select: { id: true, microUsdPerGpuHour: true },
      orderBy: { id: "asc" },
    });
    misbehave(fault);
    await pollFeed(contextAt(later(1)), "vultr");
    expect(
      await contextAt(start).db.offer.findMany({
        select: { id: true, microUsdPerGpuHour: true },
        orderBy: { id: "asc" },
      }),
    ).toEqual(before);
    expect((await healthOf("vultr")).quarantinedCount).toBeGreaterThan(0);
  });

  it("does not read an expensive list again while its version is the same, and reads a new version", async () => {
    await pollFeed(contextAt(start), "aws");
    const requests = () => feeds.controls.state().providers.aws.requests;
    const before = requests();
    await pollFeed(contextAt(later(10)), "aws");
    expect(requests()).toBe(before + 1);
    expect(await healthOf("aws")).toMatchObject({ lastSuccessAt: later(10) });
    feeds.controls.setPrice({ provider: "aws", match: "p5.48xlarge", usdPerGpuHour: 7.1, isSpot: false });
    expect(await pollFeed(contextAt(later(20)), "aws")).not.toMatchObject({ changed: 0 });
  });

  it("runs one poll of a feed at a time, and another once the last one has ended or died", async () => {
    // Without the latency the first poll could end before the second one begins.
    feeds.controls.setFault({
      provider: "vultr",
      fault: "latency",
      times: 1,
      latencyMs: 500,
      factor: 100,
    });
    const both = await Promise.all([
      pollFeed(contextAt(start), "vultr"),
      pollFeed(contextAt(start), "vultr"),
    ]);
    expect(both.map((result) => result.outcome).sort()).toEqual(["already polling", "taken"]);
    expect(await pollFeed(contextAt(later(1)), "vultr")).toMatchObject({ outcome: "taken" });
    const { db } = contextAt(start);
    await db.providerHealth.updateMany({ where: { provider: "vultr" }, data: { pollingUntil: later(10) } });
    expect(await pollFeed(contextAt(later(9)), "vultr")).toEqual({ outcome: "already polling" });
    expect(await pollFeed(contextAt(later(10)), "vultr")).toMatchObject({ outcome: "taken" });
  });

  it("refuses a provider that is not registered", async () => {
    await expect(pollFeed(contextAt(start), "nobody")).rejects.toThrow(/no provider/);
  });
});
