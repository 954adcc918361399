import type { OfferSearch } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import type { Why } from "@/server/market/answers/why";
import { askMarket } from "@/server/market/client";

/** Why the first offer of a search is first; null when nothing matches. */
export function explainRanking(ctx: Context, search: OfferSearch): Promise<Why | null> {
  return askMarket({ ask: "why", search, now: ctx.now });
}
