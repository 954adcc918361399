import type { BestPriceRow } from "@/server/market/answers/best-prices";
import { askMarket } from "@/server/market/client";

/** The cheapest on-demand offer of each of the most widely sold GPUs. */
export function bestPrices(limit: number, now: Date): Promise<BestPriceRow[]> {
  return askMarket({ ask: "best-prices", limit, now });
}
