import type { Context } from "@/server/context";
import { keepPriceHistory } from "@/server/price-history/keep-price-history";

export async function keepPriceHistoryJob(ctx: Context): Promise<void> {
  ctx.log.info(await keepPriceHistory(ctx), "price history kept");
}
