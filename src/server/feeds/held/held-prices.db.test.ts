import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/domain/actor";
import { sampleOffer } from "@/domain/offer/offer.double";
import { asOperator, emptyMarket, type TestContext } from "@/server/database.double";
import { ingestAnswer } from "../ingest/ingest";
import { confirmHeldPrice, heldPrices, refuseHeldPrice } from "./held-prices";

const start = new Date("2026-11-29T10:00:00Z");
const name = { provider: "vultr", externalId: "a" };
let contextAt: (now: Date) => TestContext;

const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

beforeEach(async () => {
  contextAt = await emptyMarket();
  for (const [minutes, price] of [
    [0, 2],
    [1, 0.02],
  ] as const)
    await ingestAnswer(contextAt(later(minutes)), {
      provider: "vultr",
      source: "live",
      offers: [sampleOffer("a", price)],
      skipped: [],
      latencyMs: 1,
    });
});

async function traceOf({ db, requestId }: TestContext) {
  return db.auditEntry.findMany({ where: { requestId } });
}

describe("a verdict on a held price", () => {
  it("is in the audit, with who gave it, why, and what it changed", async () => {
    const refusing = asOperator(contextAt(later(2)), "a typing error");
    await refuseHeldPrice(refusing, name);
    expect(await traceOf(refusing)).toMatchObject([
      {
        actor: { type: "staff", userId: "usr_operator", role: "operator" },
        action: "held_price.refuse",
        objectType: "held_price",
        objectId: "vultr/a",
        before: { source: "live", seenMicroUsd: "20000", refusedAt: null },
        after: { refusedAt: later(2).toISOString() },
        reason: "a typing error",
      },
    ]);
    const confirming = asOperator(contextAt(later(3)), "their new price list says so");
    await confirmHeldPrice(confirming, name);
    expect(await traceOf(confirming)).toMatchObject([
      {
        action: "held_price.confirm",
        before: { refusedAt: later(2).toISOString() },
        after: { refusedAt: null },
        reason: "their new price list says so",
      },
    ]);
  });

  it("leaves no trace where no such price waits", async () => {
    const ctx = asOperator(contextAt(later(2)));
    await expect(refuseHeldPrice(ctx, { ...name, externalId: "b" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await traceOf(ctx)).toEqual([]);
  });

  it.each<[string, Actor, string]>([
    ["someone who has not signed in", { type: "anonymous", address: null }, "UNAUTHENTICATED"],
    [
      "the owner of an organization",
      { type: "user", userId: "usr_1", membership: { organizationId: "org_a", role: "owner" } },
      "FORBIDDEN",
    ],
    ["a job", { type: "system", job: "poll-provider", organizationId: null }, "FORBIDDEN"],
    [
      "staff without a reason",
      { type: "staff", userId: "usr_2", role: "operator", reason: " ", organizationId: null },
      "FORBIDDEN",
    ],
  ])("is not for %s", async (_who, actor, code) => {
    const ctx = { ...contextAt(later(2)), actor };
    await expect(refuseHeldPrice(ctx, name)).rejects.toMatchObject({ code });
    await expect(confirmHeldPrice(ctx, name)).rejects.toMatchObject({ code });
    expect(await heldPrices(contextAt(later(2)))).toMatchObject([{ externalId: "a", refusedAt: null }]);
    expect(await traceOf(ctx)).toEqual([]);
  });
});
