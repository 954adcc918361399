import type { Context } from "@/server/context";
import { recordMarketIndex } from "@/server/market-index/record-index";

export async function recordIndexJob(ctx: Context): Promise<void> {
  const points = await recordMarketIndex(ctx);
  ctx.log.info({ points }, "GPU index recorded");
}
