import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { asOperator, emptyMarket } from "@/server/database.double";
import { loadCatalogue } from "../../../prisma/catalogue/load";
import { takeList } from "../../../prisma/take-list";
import { simulatedProviders } from "../../../simulators/registry";
import { startMarketSimulator } from "../../../simulators/server";
import { askAgain } from "./ask-again";

const catalogue = loadCatalogue();

type Simulator = Awaited<ReturnType<typeof startMarketSimulator>>;
type PollFeed = typeof import("./poll-feed").pollFeed;
type IngestAnswer = typeof import("./ingest/ingest").ingestAnswer;

const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let simulator: Simulator;
let pollFeed: PollFeed;
let ingestAnswer: IngestAnswer;
let contextAt: (now: Date) => Context;

beforeAll(async () => {
  simulator = await startMarketSimulator({ seed: 7, tickEveryMs: 3_600_000 });
  // Settings are read once per process, so they are set before the module that reads them is loaded.
  process.env.MARKET = "simulated";
  process.env.SIMULATOR_URL = simulator.url;
  ({ pollFeed } = await import("./poll-feed"));
  ({ ingestAnswer } = await import("./ingest/ingest"));
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.controls.clearFaults();
  contextAt = await emptyMarket();
});

const offersOf = (provider: string) => contextAt(start).db.offer.count({ where: { provider, goneAt: null } });
const healthOf = (provider: string) =>
  contextAt(start).db.providerHealth.findFirstOrThrow({ where: { provider } });

function misbehave(fault: Parameters<Simulator["controls"]["setFault"]>[0]["fault"]): void {
  simulator.controls.setFault({ provider: "vultr", fault, times: null, latencyMs: 0, factor: 100 });
}

/** A market of which the simulated feed names nothing. */
function sellWhatIsDiscontinued() {
  return ingestAnswer(contextAt(start), {
    provider: "vultr",
    source: "simulated",
    offers: Array.from({ length: 40 }, (_, index) => sampleOffer(`discontinued-${index}`, 2)),
    skipped: [],
    latencyMs: 1,
  });
}

/** A database that runs `meanwhile` right after the first read of a feed's health. */
function afterFirstRead(db: Context["db"], meanwhile: () => Promise<unknown>): Context["db"] {
  let isFirst = true;
  const findUnique = async (query: Parameters<typeof db.providerHealth.findUnique>[0]) => {
    const row = await db.providerHealth.findUnique(query);
    if (isFirst) {
      isFirst = false;
      await meanwhile();
    }
    return row;
  };
  const providerHealth = new Proxy(db.providerHealth, {
    get: (target, name) => (name === "findUnique" ? findUnique : Reflect.get(target, name)),
  });
  return new Proxy(db, {
    get: (target, name) => (name === "providerHealth" ? providerHealth : Reflect.get(target, name)),
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
    expect(gpuOffers + tokenOffers).toBeGreaterThan(9);
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
    simulator.controls.tick(40);
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
    simulator.controls.clearFaults();
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
    simulator.controls.clearFaults();
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
    const requests = () => simulator.controls.state().providers.aws.requests;
    const before = requests();
    await pollFeed(contextAt(later(10)), "aws");
    expect(requests()).toBe(before + 1);
    expect(await healthOf("aws")).toMatchObject({ lastSuccessAt: later(10) });
    simulator.controls.setPrice({ provider: "aws", match: "p5.48xlarge", usdPerGpuHour: 7.1, isSpot: false });
    expect(await pollFeed(contextAt(later(20)), "aws")).not.toMatchObject({ changed: 0 });
  });

  it("runs one poll of a feed at a time, and another once the last one has ended or died", async () => {
    // Without the latency the first poll could end before the second one begins.
    simulator.controls.setFault({
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

  it("counts the time while the breaker is open as time without an answer", async () => {
    misbehave("html");
    for (let minute = 1; minute <= 5; minute += 1) await pollFeed(contextAt(later(minute)), "vultr");
    await pollFeed(contextAt(later(5.5)), "vultr");
    const polls = await contextAt(start).db.providerPoll.findMany({ where: { provider: "vultr" } });
    expect(polls.filter((poll) => !poll.ok).length).toBe(6);
  });

  it("counts attempts, so that a feed that always fails is paused after two polls, and then gets one attempt at a time", async () => {
    const requests = () => simulator.controls.state().providers.vultr.requests;
    const asked = async (minutes: number) => {
      const before = requests();
      const { outcome } = await pollFeed(contextAt(later(minutes)), "vultr");
      return [outcome, requests() - before];
    };
    misbehave("500");
    expect(await asked(1)).toEqual(["failed", 3]);
    expect(await asked(2)).toEqual(["failed", 2]);
    expect(await asked(2.9)).toEqual(["resting", 0]);
    expect(await asked(3)).toEqual(["failed", 1]);
    expect(await asked(4.9)).toEqual(["resting", 0]);
    expect(await asked(5)).toEqual(["failed", 1]);
    expect(await healthOf("vultr")).toMatchObject({ consecutiveFailures: 7, breakerOpenUntil: later(9) });
    simulator.controls.clearFaults();
    expect((await asked(9))[0]).toBe("taken");
    expect(await healthOf("vultr")).toMatchObject({ consecutiveFailures: 0, breakerOpenUntil: null });
  });

  it("sends one trial at half-open, however many workers ask at once", async () => {
    const { db } = contextAt(start);
    await pollFeed(contextAt(start), "vultr");
    const open = { consecutiveFailures: 5, breakerOpenUntil: later(5), failingSince: later(1) };
    await db.providerHealth.updateMany({ where: { provider: "vultr" }, data: open });
    const requests = () => simulator.controls.state().providers.vultr.requests;
    const before = requests();
    misbehave("500");
    const workers = Array.from({ length: 100 }, () => pollFeed(contextAt(later(5)), "vultr"));
    const outcomes = (await Promise.all(workers)).map(({ outcome }) => outcome);
    expect(requests() - before).toBe(1);
    expect(outcomes.filter((outcome) => outcome === "failed")).toHaveLength(1);
    expect(outcomes.filter((outcome) => !["failed", "resting", "already polling"].includes(outcome))).toEqual(
      [],
    );
    expect(await healthOf("vultr")).toMatchObject({ consecutiveFailures: 6, breakerOpenUntil: later(7) });
  });

  it("sends no second trial when it claims the feed only after another worker's trial has failed", async () => {
    await pollFeed(contextAt(start), "vultr");
    const open = { consecutiveFailures: 5, breakerOpenUntil: later(5), failingSince: later(1) };
    const { db } = contextAt(start);
    await db.providerHealth.updateMany({ where: { provider: "vultr" }, data: open });
    misbehave("500");
    const late = contextAt(later(5));
    // The late worker has read the half-open breaker; the other one polls before the late one claims the feed.
    const held = { ...late, db: afterFirstRead(late.db, () => pollFeed(contextAt(later(5)), "vultr")) };
    const before = simulator.controls.state().providers.vultr.requests;
    expect(await pollFeed(held, "vultr")).toEqual({ outcome: "resting" });
    expect(simulator.controls.state().providers.vultr.requests - before).toBe(1);
  });

  it.each([10, -10])(
    "polls on although a clock that was wrong by %d days wrote the times of its row",
    async (days) => {
      const { db } = contextAt(start);
      await pollFeed(contextAt(start), "vultr");
      const wrong = later(days * 24 * 60);
      const times = {
        lastAttemptAt: wrong,
        lastSuccessAt: wrong,
        pollingUntil: wrong,
        breakerOpenUntil: wrong,
        consecutiveFailures: 7,
      };
      await db.providerHealth.updateMany({ where: { provider: "vultr" }, data: times });
      expect(await pollFeed(contextAt(later(1)), "vultr")).toMatchObject({ outcome: "taken" });
      expect(await healthOf("vultr")).toMatchObject({ lastSuccessAt: later(1), pollingUntil: null });
    },
  );

  it.each(["401", "403"] as const)(
    "rests a feed that answers %s to our key until the key changes, and fails no breaker",
    async (fault) => {
      await pollFeed(contextAt(start), "lambda");
      simulator.controls.setFault({ provider: "lambda", fault, times: null, latencyMs: 0, factor: 1 });
      const requests = () => simulator.controls.state().providers.lambda.requests;
      const poll = async (minutes: number) => {
        const before = requests();
        const { outcome } = await pollFeed(contextAt(later(minutes)), "lambda");
        return [outcome, requests() - before];
      };
      expect(await poll(1)).toEqual(["key refused", 1]);
      for (const minute of [2, 3, 4, 5, 6, 60 * 24 * 30])
        expect(await poll(minute)).toEqual(["key refused", 0]);
      expect(await healthOf("lambda")).toMatchObject({
        lastErrorKind: "key_refused",
        keyRefusedAt: later(1),
        failingSince: later(1),
        consecutiveFailures: 0,
        breakerOpenUntil: null,
      });
      expect((await healthOf("lambda")).refusedKey).toMatch(/^[0-9a-f]{16}$/);
      await askAgain(asOperator(contextAt(later(6))), "lambda");
      expect(await poll(7)).toEqual(["key refused", 1]);
      simulator.controls.clearFaults();
      const { db } = contextAt(start);
      await db.providerHealth.updateMany({
        where: { provider: "lambda" },
        data: { refusedKey: "of another key" },
      });
      expect((await poll(8))[0]).toBe("taken");
      expect(await healthOf("lambda")).toMatchObject({
        keyRefusedAt: null,
        refusedKey: null,
        failingSince: null,
      });
    },
  );

  it("asks again on a person's word only where a key was refused, and audits it", async () => {
    const ctx = contextAt(start);
    await expect(askAgain(asOperator(ctx), "lambda")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(askAgain(ctx, "lambda")).rejects.toMatchObject({ code: "FORBIDDEN" });
    const refused = {
      provider: "lambda",
      source: "simulated" as const,
      refusedKey: "x",
      keyRefusedAt: start,
    };
    await ctx.db.providerHealth.create({ data: refused });
    await askAgain(asOperator(ctx, "the bill is paid"), "lambda");
    const entry = await ctx.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(entry).toMatchObject({ action: "feed.ask_again", reason: "the bill is paid" });
  });

  it("treats a refusal by a feed that needs no key as a failure like any other: it rests for minutes", async () => {
    misbehave("403");
    for (let minute = 1; minute <= 5; minute += 1)
      expect(await pollFeed(contextAt(later(minute)), "vultr")).toEqual({ outcome: "failed" });
    expect(await healthOf("vultr")).toMatchObject({ keyRefusedAt: null, breakerOpenUntil: later(6) });
  });

  it("refuses a provider that is not registered", async () => {
    await expect(pollFeed(contextAt(start), "nobody")).rejects.toThrow(/no provider/);
  });
});
