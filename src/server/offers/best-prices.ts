import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import type { BestPriceRow } from "@/server/market/answers/best-prices";
import { askMarket } from "@/server/market/client";

/** The cheapest on-demand offer of each of the most widely sold GPUs. */
export async function bestPrices(ctx: Context, limit: number): Promise<BestPriceRow[]> {
  await authorize(ctx, "market.read");
  return askMarket({ ask: "best-prices", limit, now: ctx.now });
}
