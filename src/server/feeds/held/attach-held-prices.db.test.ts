import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptySearch } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import { asOperator, emptyMarket } from "@/server/database.double";
import { warmMarket } from "@/server/market/client";
import { getOffer } from "@/server/offers/get-offer";
import { searchOffers } from "@/server/offers/search";
import { ingestAnswer } from "../ingest/ingest";
import { confirmHeldPrice, heldPrices, refuseHeldPrice } from "./held-prices";

const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let contextAt: (now: Date) => Context;
beforeAll(async () => {
  contextAt = await emptyMarket();
});
afterAll(() => warmMarket().close());

const poll = (minutes: number, usd: number) =>
  ingestAnswer(contextAt(later(minutes)), {
    provider: "vultr",
    source: "live",
    skipped: [],
    latencyMs: 1,
    offers: [sampleOffer("a", usd), sampleOffer("b", 2)],
  });

it("tells of a price that moved too far beside the one that is kept, until it is believed", async () => {
  await poll(0, 2);
  await poll(1, 0.02);
  const { id } = await contextAt(start).db.offer.findFirstOrThrow({ where: { externalId: "a" } });
  const found = async (minutes: number) => (await searchOffers(contextAt(later(minutes)), emptySearch)).hits;
  const heldPrice = { microUsdPerGpuHour: 20_000, since: later(1).toISOString(), isRefused: false };

  const hits = await found(1);
  expect(hits.map((hit) => [hit.id === id, hit.microUsdPerGpuHour, hit.heldPrice])).toEqual(
    expect.arrayContaining([
      [true, 2_000_000, heldPrice],
      [false, 2_000_000, null],
    ]),
  );
  const offer = () => getOffer(contextAt(later(4)), id);
  expect(await offer()).toMatchObject({ microUsdPerGpuHour: 2_000_000, heldPrice });

  const name = { provider: "vultr", externalId: "a" };
  const reason = { code: "held_price.far_from_last_price", parameters: { percent: "1.00" } };
  expect(await heldPrices(contextAt(later(1)))).toMatchObject([{ ...name, reason }]);
  await refuseHeldPrice(asOperator(contextAt(later(2))), name);
  expect((await offer()).heldPrice).toEqual({ ...heldPrice, isRefused: true });

  await confirmHeldPrice(asOperator(contextAt(later(3))), name);
  await poll(3, 0.02);
  await expect.poll(offer).toMatchObject({ microUsdPerGpuHour: 20_000, heldPrice: null });
});
