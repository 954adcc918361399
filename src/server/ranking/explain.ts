import type { OfferSearch } from "@/domain/offer/offer-search";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import type { RowExplanation } from "@/server/market/answers/explain/explain-row";
import { askMarket } from "@/server/market/client";

/**
 * Explains why an offer stands where it does among the results of a search.
 *
 * @param offerId null: the first one.
 * @returns null when the offer is not among the results, nothing is, or they are grouped.
 */
export async function explainRow(
  ctx: Context,
  search: OfferSearch,
  offerId: string | null,
): Promise<RowExplanation | null> {
  await authorize(ctx, "market.read");
  return askMarket({ ask: "explain", search, offerId, now: ctx.now });
}
