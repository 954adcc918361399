import type { PollingGap } from "@/domain/price/price-history";
import type { Context, TransactionContext } from "@/server/context";
import { providerBySlug } from "@/server/providers/registry";
import type { Feed } from "./ingest/write-offers";

/** A feed counts as watched for this many poll intervals after a successful poll. */
const INTERVALS_WATCHED = 3;
const LEAST_WATCHED_MS = 15 * 60_000;

/**
 * Records the time since the last successful poll as a gap if it is longer than the poll interval explains. Runs before the new
 * poll is written.
 */
export async function recordGap(tx: TransactionContext, { provider, source }: Feed): Promise<void> {
  const watchedSeconds = watchedMs(provider) / 1000;
  await tx.db.$executeRaw`
    insert into feed_gaps (provider, source, from_at, to_at)
    select provider, source, last_success_at + make_interval(secs => ${watchedSeconds}::float8), ${tx.now}::timestamptz
    from provider_health
    where provider = ${provider} and source = ${source}::offer_source
      and last_success_at + make_interval(secs => ${watchedSeconds}::float8) < ${tx.now}::timestamptz
    on conflict do nothing`;
}

/**
 * For each feed, in the given order, the times since `from` in which we did not watch it: past outages, a current outage, and
 * the whole time for a feed that has never answered. List prices are entered by people and have no gaps.
 */
export async function loadGaps(ctx: Context, feeds: readonly Feed[], from: Date): Promise<PollingGap[][]> {
  const polled = feeds.filter(({ source }) => source !== "list");
  if (polled.length === 0) return feeds.map(() => []);
  const any = { OR: polled.map(({ provider, source }) => ({ provider, source })) };
  const [ended, health] = await Promise.all([
    ctx.db.feedGap.findMany({ where: { ...any, toAt: { gt: from } }, orderBy: { fromAt: "asc" } }),
    ctx.db.providerHealth.findMany({ where: any }),
  ]);
  return feeds.map((feed) => {
    if (feed.source === "list") return [];
    const gaps = ended.filter(isOf(feed)).map(({ fromAt, toAt }) => ({ from: fromAt, to: toAt }));
    const last = health.find(isOf(feed))?.lastSuccessAt ?? null;
    return [...gaps, ...openGap(feed, last, { from, now: ctx.now })];
  });
}

function openGap(
  { provider }: Feed,
  lastSuccessAt: Date | null,
  { from, now }: { from: Date; now: Date },
): PollingGap[] {
  // A gap is half-open: a current outage must end after `now`, or this instant would look watched.
  const to = new Date(now.getTime() + 1);
  if (lastSuccessAt === null) return [{ from, to }];
  const since = new Date(lastSuccessAt.getTime() + watchedMs(provider));
  return since < now ? [{ from: since, to }] : [];
}

function isOf({ provider, source }: Feed) {
  return (row: Feed) => row.provider === provider && row.source === source;
}

function watchedMs(provider: string): number {
  return Math.max(
    LEAST_WATCHED_MS,
    INTERVALS_WATCHED * 1000 * (providerBySlug(provider)?.pollEverySeconds ?? 0),
  );
}
