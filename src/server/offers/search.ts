import type { OfferSearch } from "@/domain/offer-search";
import type { Context } from "../context";
import { askMarket } from "./market/client";
import type { SearchResult } from "./market/search";

/** One page of the market under a search, ranked as a whole, with facets and what each filter removed. */
export function searchOffers(ctx: Context, search: OfferSearch): Promise<SearchResult> {
  return askMarket({ ask: "search", search, now: ctx.now });
}
