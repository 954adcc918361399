import type { OfferSearch } from "@/domain/offer/offer-search";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { type WithHeldPrice, withHeldPrices } from "@/server/feeds/held/attach-held-prices";
import type { PlacedHit, SearchResult } from "@/server/market/answers/search";
import { askMarket } from "@/server/market/client";

export type OfferSearchResult = Omit<SearchResult, "hits"> & { hits: WithHeldPrice<PlacedHit>[] };

/** One page of the results of a search, ranked over all results, with facets and what each filter removed. */
export async function searchOffers(ctx: Context, search: OfferSearch): Promise<OfferSearchResult> {
  await authorize(ctx, "market.read");
  const result = await askMarket({ ask: "search", search, now: ctx.now });
  return { ...result, hits: await withHeldPrices(ctx, result.hits) };
}
