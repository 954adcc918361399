import type { Context } from "@/server/context";
import { pruneIndexPoints } from "@/server/market-index/prune-index";

export async function pruneIndexJob(ctx: Context): Promise<void> {
  const removed = await pruneIndexPoints(ctx);
  ctx.log.info({ removed }, "old index points removed");
}
