import type { OfferSearch } from "@/domain/offer/offer-search";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import type { OfferHit } from "@/server/market/answers/search";
import { askMarket } from "@/server/market/client";

/** Rows that are sent between threads at once: a portion is copied in a few milliseconds. */
const PORTION = 500;

/** Every offer that a search finds, in its order and in portions; the result is frozen at the first portion. */
export async function* exportOffers(ctx: Context, search: OfferSearch): AsyncGenerator<OfferHit[]> {
  await authorize(ctx, "market.export");
  const { cursor } = await askMarket({ ask: "open-export", search, now: ctx.now });
  try {
    for (;;) {
      const rows = await askMarket({ ask: "export-rows", cursor, count: PORTION });
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await askMarket({ ask: "close-export", cursor });
  }
}
