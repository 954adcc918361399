import { describe, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { later, simulatedFeeds, start } from "./simulated-feeds.double";

const feeds = simulatedFeeds();
const { contextAt, pollFeed, healthOf, misbehave } = feeds;

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

describe("the breaker of a feed", () => {
  it("counts the time while the breaker is open as time without an answer", async () => {
    misbehave("html");
    for (let minute = 1; minute <= 5; minute += 1) await pollFeed(contextAt(later(minute)), "vultr");
    await pollFeed(contextAt(later(5.5)), "vultr");
    const polls = await contextAt(start).db.providerPoll.findMany({ where: { provider: "vultr" } });
    expect(polls.filter((poll) => !poll.ok).length).toBe(6);
  });

  it("counts attempts, so that a feed that always fails is paused after two polls, and then gets one attempt at a time", async () => {
    const requests = () => feeds.controls.state().providers.vultr.requests;
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
    feeds.controls.clearFaults();
    expect((await asked(9))[0]).toBe("taken");
    expect(await healthOf("vultr")).toMatchObject({ consecutiveFailures: 0, breakerOpenUntil: null });
  });

  it("sends one trial at half-open, however many workers ask at once", async () => {
    const { db } = contextAt(start);
    await pollFeed(contextAt(start), "vultr");
    const open = { consecutiveFailures: 5, breakerOpenUntil: later(5), failingSince: later(1) };
    await db.providerHealth.updateMany({ where: { provider: "vultr" }, data: open });
    const requests = () => feeds.controls.state().providers.vultr.requests;
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
    const before = feeds.controls.state().providers.vultr.requests;
    expect(await pollFeed(held, "vultr")).toEqual({ outcome: "resting" });
    expect(feeds.controls.state().providers.vultr.requests - before).toBe(1);
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
});
