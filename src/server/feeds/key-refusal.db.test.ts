import { describe, expect, it } from "vitest";
import { asOperator } from "@/server/database.double";
import { askAgain } from "./ask-again";
import { later, simulatedFeeds, start } from "./simulated-feeds.double";

const feeds = simulatedFeeds();
const { contextAt, pollFeed, healthOf, misbehave } = feeds;

describe("a feed that refuses our key", () => {
  it.each(["401", "403"] as const)(
    "rests a feed that answers %s to our key until the key changes, and fails no breaker",
    async (fault) => {
      await pollFeed(contextAt(start), "lambda");
      feeds.controls.setFault({ provider: "lambda", fault, times: null, latencyMs: 0, factor: 1 });
      const requests = () => feeds.controls.state().providers.lambda.requests;
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
      feeds.controls.clearFaults();
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
});
