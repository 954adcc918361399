import type { OfferSearch } from "@/domain/offer-search";
import type { Context } from "../context";
import { type WithDoubt, withDoubtedPrices } from "./doubted-prices";
import { askMarket } from "./market/client";
import type { OfferHit, SearchResult } from "./market/search";

export type OfferSearchResult = Omit<SearchResult, "hits"> & { hits: WithDoubt<OfferHit>[] };

/** One page of the market under a search, ranked as a whole, with facets and what each filter removed. */
export async function searchOffers(ctx: Context, search: OfferSearch): Promise<OfferSearchResult> {
  const result = await askMarket({ ask: "search", search, now: ctx.now });
  return { ...result, hits: await withDoubtedPrices(ctx, result.hits) };
}
