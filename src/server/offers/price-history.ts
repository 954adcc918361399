import { AppError } from "@/domain/errors";
import {
  type Blindness,
  type HistoryPoint,
  type HistoryWindow,
  historyWindows,
  stepsOf,
} from "@/domain/price-history";
import type { Context } from "../context";
import { providerBySlug } from "../providers/registry";
import type { Feed } from "./write-offers";

export type PriceHistory = {
  from: string;
  to: string;
  trackingStartsAt: string;
  points: { at: string; microUsdPerGpuHour: number | null }[];
};

/** A feed is believed to have been watched for this many of its poll intervals after a good poll. */
const INTERVALS_WATCHED = 3;
const LEAST_WATCHED_MS = 15 * 60_000;

/**
 * One offer's price over a window, with gaps where it was not offered or its feed did not answer.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function priceHistory(
  ctx: Context,
  offerId: string,
  window: HistoryWindow,
): Promise<PriceHistory> {
  const to = ctx.now;
  const from = new Date(to.getTime() - historyWindows[window] * 3_600_000);
  const offer = await ctx.db.offer.findUnique({ where: { id: offerId } });
  if (!offer)
    throw new AppError("NOT_FOUND", `no offer ${offerId}`, { userMessage: "This offer does not exist." });
  const changes = await loadChanges(ctx, offerId, from);
  const blind = offer.source !== "list" ? await loadBlindness(ctx, offer, from) : [];
  const points = stepsOf(changes, blind, from, to);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    trackingStartsAt: offer.firstSeenAt.toISOString(),
    points: points.map(({ at, microUsdPerGpuHour }) => ({ at: at.toISOString(), microUsdPerGpuHour })),
  };
}

async function loadChanges(ctx: Context, offerId: string, from: Date): Promise<HistoryPoint[]> {
  const before = await ctx.db.pricePoint.findFirst({
    where: { offerId, at: { lt: from } },
    orderBy: { at: "desc" },
  });
  const within = await ctx.db.pricePoint.findMany({
    where: { offerId, at: { gte: from } },
    orderBy: { at: "asc" },
  });
  return [...(before ? [before] : []), ...within].map(({ at, microUsdPerGpuHour }) => ({
    at,
    microUsdPerGpuHour: microUsdPerGpuHour === null ? null : Number(microUsdPerGpuHour),
  }));
}

/**
 * Times between two good polls that are longer than the feed's rhythm explains, and the time since the last one. The last good
 * poll before the window counts too: an outage that began earlier is one in the window as well.
 */
async function loadBlindness(ctx: Context, { provider, source }: Feed, from: Date): Promise<Blindness[]> {
  const watchedMs = Math.max(
    LEAST_WATCHED_MS,
    INTERVALS_WATCHED * 1000 * (providerBySlug(provider)?.pollEverySeconds ?? 0),
  );
  // An outage that has not ended ends after now: a gap is half-open, and its end would else look watched.
  const stillGoingOn = new Date(ctx.now.getTime() + 1);
  const blind = await ctx.db.$queryRaw<Blindness[]>`
    with good as (
      select started_at, lead(started_at, 1, ${stillGoingOn}::timestamptz) over (order by started_at) as next_at
      from provider_polls
      where ok and provider = ${provider} and source = ${source}::offer_source and started_at >= coalesce(
        (select max(started_at) from provider_polls where ok and provider = ${provider}
          and source = ${source}::offer_source and started_at < ${from}::timestamptz), ${from}::timestamptz)
    )
    select started_at + make_interval(secs => ${watchedMs / 1000}::float8) as "from", next_at as "to"
    from good where next_at - started_at > make_interval(secs => ${watchedMs / 1000}::float8)
    order by started_at`;
  // A feed without a good poll at all was not watched at all.
  const polls = await ctx.db.providerPoll.count({ where: { provider, source, ok: true } });
  return polls === 0 ? [{ from, to: stillGoingOn }] : blind;
}
