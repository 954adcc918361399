import type { OfferSearch } from "@/domain/offer-search";
import type { Context } from "../context";
import { askMarket } from "./market/client";
import type { Why } from "./market/why";

/** Why the first offer of a search is first; null when nothing matches. */
export function explainRanking(ctx: Context, search: OfferSearch): Promise<Why | null> {
  return askMarket({ ask: "why", search, now: ctx.now });
}
