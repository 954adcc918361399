import type { OfferSearch } from "@/domain/offer/offer-search";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import type { Why } from "@/server/market/answers/why";
import { askMarket } from "@/server/market/client";

/** Explains why the first offer of a search is first; null when nothing matches. */
export async function explainRanking(ctx: Context, search: OfferSearch): Promise<Why | null> {
  await authorize(ctx, "market.read");
  return askMarket({ ask: "why", search, now: ctx.now });
}
