import type { OfferSearch } from "@/domain/offer/offer-search";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { type WithHeldPrice, withHeldPrices } from "@/server/feeds/held/attach-held-prices";
import { takeExportSlot } from "@/server/limits/export-slots";
import type { OfferHit } from "@/server/market/answers/search";
import { askMarket } from "@/server/market/client";

/** Rows that are sent between threads at once: a portion is copied in a few milliseconds. */
const PORTION = 500;

/** Every offer that a search finds, in its order, in portions; the set is frozen at the first one. */
export async function* exportOffers(
  ctx: Context,
  search: OfferSearch,
): AsyncGenerator<WithHeldPrice<OfferHit>[]> {
  await authorize(ctx, "market.export");
  const giveBack = takeExportSlot(ctx);
  try {
    yield* portionsOf(ctx, search);
  } finally {
    giveBack();
  }
}

async function* portionsOf(ctx: Context, search: OfferSearch): AsyncGenerator<WithHeldPrice<OfferHit>[]> {
  const { cursor } = await askMarket({ ask: "open-export", search, now: ctx.now });
  try {
    for (;;) {
      const rows = await askMarket({ ask: "export-rows", cursor, count: PORTION });
      if (rows.length === 0) return;
      yield await withHeldPrices(ctx, rows);
    }
  } finally {
    await askMarket({ ask: "close-export", cursor });
  }
}
