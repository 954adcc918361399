import type { Context } from "@/server/context";
import { clickhouseUrl } from "@/server/price-history/store/choose";
import { movePoints } from "@/server/price-history/store/move-points";

/** Without ClickHouse there is no target, so a job that is left in the queue does nothing. */
export async function movePricePointsJob(ctx: Context): Promise<void> {
  const url = clickhouseUrl();
  if (url === undefined) return;
  const { moved, waiting, failure } = await movePoints(ctx, url);
  if (failure === null && moved > 0) ctx.log.info({ moved, waiting }, "prices moved to ClickHouse");
}
