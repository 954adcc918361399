import { AppError } from "@/domain/errors";
import { type HistoryWindow, spanOf, stepsOf } from "@/domain/price/price-history";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { loadGaps } from "@/server/feeds/feed-gaps";
import { priceStore } from "./store/choose";

export type PriceHistory = {
  from: string;
  to: string;
  trackingStartsAt: string;
  points: { at: string; microUsdPerGpuHour: number | null }[];
};

/**
 * The price of one offer over a window, with gaps where it was not offered or its feed did not answer. Beyond 30 days it has
 * only the last change of each hour.
 *
 * @throws {AppError} NOT_FOUND; PROVIDER_FAILED when the history is in ClickHouse and it does not answer.
 */
export async function priceHistory(
  ctx: Context,
  offerId: string,
  window: HistoryWindow,
): Promise<PriceHistory> {
  await authorize(ctx, "market.read");
  const span = spanOf(window, ctx.now);
  const offer = await ctx.db.offer.findUnique({ where: { id: offerId } });
  if (!offer)
    throw new AppError("NOT_FOUND", `no offer ${offerId}`, {
      reason: { code: "offer.not_found", parameters: { id: offerId } },
    });
  const [rows, [gaps = []]] = await Promise.all([
    priceStore(ctx).read("offer", [offerId], span),
    loadGaps(ctx, [offer], span.from),
  ]);
  const changes = rows.map(({ at, values: [price = null] }) => ({ at, microUsdPerGpuHour: price }));
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    trackingStartsAt: offer.firstSeenAt.toISOString(),
    points: stepsOf(changes, gaps, span.from, span.to).map(({ at, microUsdPerGpuHour }) => ({
      at: at.toISOString(),
      microUsdPerGpuHour,
    })),
  };
}
