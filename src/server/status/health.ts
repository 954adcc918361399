import { z } from "zod";
import { spanOfLists } from "@/domain/offer/list-day";
import { type Freshness, freshnessOf, type OfferSource } from "@/domain/offer/offer";
import { readRowReason } from "@/domain/offer/row-reason";
import { type Reason, readReason } from "@/domain/reasons";
import type { ProviderHealth } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";
import { soldOn } from "@/server/feeds/ingest/sold-on";
import { listDaySql } from "@/server/feeds/ingest/stored-list-day";
import { pollEveryMs } from "@/server/feeds/poll-every";
import { polledSource } from "@/server/mode";
import { servedModels } from "@/server/models/served-models";
import { providerNames } from "@/server/providers/provider-names";
import { providerBySlug } from "@/server/providers/registry";

export type FeedState = Freshness | "never" | "list";

export type FeedHealth = {
  provider: string;
  name: string;
  /** `list`: no feed, or no key for it, so only list prices. `never`: polled, but no poll has succeeded yet. */
  state: FeedState;
  source: OfferSource;
  pollEverySeconds: number | null;
  lastSuccessAt: string | null;
  lastAttemptAt: string | null;
  /** `reason`: what happened, by code; null where only the provider has words for it, which are in `message`. */
  lastError: { at: string; kind: string; message: string; reason: Reason | null } | null;
  failingSince: string | null;
  /** Since when the provider refuses our key; it is asked again when the key has changed. */
  keyRefusedAt: string | null;
  /** With the end of its rest: whether the breaker is open. */
  consecutiveFailures: number;
  breakerOpenUntil: string | null;
  latencyMs: number | null;
  medianLatencyMs: number | null;
  /** Share of polls that succeeded; null without polls. */
  uptime24h: number | null;
  uptime30d: number | null;
  /** The first poll of the last 90 days: the shares are of no longer time than since then. */
  watchedSince: string | null;
  days: { day: string; polls: number; succeeded: number }[];
  /** Number of offers shown now: those of the feed, or the list prices shown instead. */
  offers: number;
  /** Number of token prices shown now, for known models. */
  tokenOffers: number;
  refused: number;
  quarantined: number;
  refusals: Refusal[];
  list: ListCount | null;
};

/** `listedOn`: the day of its list, or the span from the oldest to the newest if its prices are from several. */
type ListCount = { listedOn: string | null; offers: number; tokenOffers: number };

/** A row may have been written by another version, whose reason has no sentence here. */
const refusals = z.array(
  z.object({ reason: z.unknown().transform(readRowReason), count: z.number(), example: z.string() }),
);
export type Refusal = z.infer<typeof refusals>[number];

/** The feed of every provider as we see it: freshness, last error, latency, uptime and refused rows. */
export async function feedHealth(ctx: Context): Promise<FeedHealth[]> {
  await authorize(ctx, "market.read");
  const source = polledSource();
  const [[health, polls, lists], served] = await Promise.all([
    lastKnown(ctx.db, "feed health", () =>
      Promise.all([
        ctx.db.providerHealth.findMany({ where: { source } }),
        recentStatistics(ctx, source),
        listCounts(ctx),
      ]),
    ),
    servedModels(ctx),
  ]);
  const healthOf = new Map(health.map((row) => [row.provider, row]));
  return providerNames.map(({ slug, name }) => {
    const adapter = providerBySlug(slug);
    const row = healthOf.get(slug) ?? null;
    const list = lists.get(slug) ?? null;
    // A feed that needs a key counts as polled from its first poll on: this process has no keys, so it cannot tell earlier.
    const isPolled = adapter !== null && (adapter.secretNames.length === 0 || row !== null);
    const state = isPolled ? stateOf(row, ctx.now) : "list";
    const polledOffers =
      state === "fresh" || state === "stale" || state === "unknown" ? (row?.offerCount ?? 0) : 0;
    return {
      provider: slug,
      name,
      state,
      source: state === "list" || state === "never" || state === "hidden" ? "list" : source,
      pollEverySeconds: isPolled ? pollEveryMs(adapter) / 1000 : null,
      ...figuresOf(row),
      ...(polls.get(slug) ?? noPolls),
      // If the feed sells no GPUs, the list prices of its provider are shown.
      offers: polledOffers > 0 ? polledOffers : (list?.offers ?? 0),
      tokenOffers: served.filter(({ provider }) => provider === slug).length,
      list,
    };
  });
}

function stateOf(row: ProviderHealth | null, now: Date): FeedState {
  return row?.lastSuccessAt ? freshnessOf(row.lastSuccessAt, now) : "never";
}

function figuresOf(row: ProviderHealth | null) {
  return {
    lastSuccessAt: row?.lastSuccessAt?.toISOString() ?? null,
    lastAttemptAt: row?.lastAttemptAt?.toISOString() ?? null,
    lastError: row?.lastErrorAt
      ? {
          at: row.lastErrorAt.toISOString(),
          kind: row.lastErrorKind ?? "unavailable",
          // Earlier versions stored the message about our keys, which names their host and path.
          message: row.lastErrorKind === "keys" ? "" : (row.lastErrorMessage ?? ""),
          reason: readReason(row.lastErrorReason),
        }
      : null,
    failingSince: row?.failingSince?.toISOString() ?? null,
    keyRefusedAt: row?.keyRefusedAt?.toISOString() ?? null,
    consecutiveFailures: row?.consecutiveFailures ?? 0,
    breakerOpenUntil: row?.breakerOpenUntil?.toISOString() ?? null,
    latencyMs: row?.latencyMs ?? null,
    refused: row?.refusedCount ?? 0,
    quarantined: row?.quarantinedCount ?? 0,
    refusals: row ? refusals.parse(row.refusals) : [],
  };
}

type PollStatistics = Pick<
  FeedHealth,
  "medianLatencyMs" | "uptime24h" | "uptime30d" | "watchedSince" | "days"
>;
const noPolls: PollStatistics = {
  medianLatencyMs: null,
  uptime24h: null,
  uptime30d: null,
  watchedSince: null,
  days: [],
};

type DayRow = { provider: string; day: string; polls: number; succeeded: number; first: Date };
type LatencyRow = { provider: string; latency: number | null; uptime: number };

/** Days and medians change slowly and need a scan of all polls, and every open page asks for them after every poll. */
const STATISTICS_CACHED_MS = 20_000;
type CachedStatistics = { atMs: number; statistics: Promise<Map<string, PollStatistics>> };
const cache = new WeakMap<Context["db"], Map<OfferSource, CachedStatistics>>();

function recentStatistics(ctx: Context, source: OfferSource): Promise<Map<string, PollStatistics>> {
  const bySource = cache.get(ctx.db) ?? new Map<OfferSource, CachedStatistics>();
  cache.set(ctx.db, bySource);
  const cached = bySource.get(source);
  const ageMs = cached ? ctx.now.getTime() - cached.atMs : Number.POSITIVE_INFINITY;
  if (cached && ageMs >= 0 && ageMs < STATISTICS_CACHED_MS) return cached.statistics;
  const statistics = pollStatistics(ctx, source);
  bySource.set(source, { atMs: ctx.now.getTime(), statistics });
  // A failure must not stay in the cache for 20 seconds.
  statistics.catch(() => bySource.delete(source));
  return statistics;
}

async function pollStatistics(ctx: Context, source: OfferSource): Promise<Map<string, PollStatistics>> {
  const days = await ctx.db.$queryRaw<DayRow[]>`
    select provider, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as polls,
      (count(*) filter (where ok))::int as succeeded, min(started_at) as first
    from provider_polls where source = ${source}::offer_source and started_at > ${daysAgo(ctx.now, 90)}::timestamptz
    group by 1, 2 order by 2`;
  const latest = await ctx.db.$queryRaw<LatencyRow[]>`
    select provider, percentile_cont(0.5) within group (order by latency_ms) filter (where ok) as latency,
      avg(ok::int)::float8 as uptime
    from provider_polls where source = ${source}::offer_source and started_at > ${daysAgo(ctx.now, 1)}::timestamptz
    group by 1`;
  const latestOf = new Map(latest.map((row) => [row.provider, row]));
  const monthStart = daysAgo(ctx.now, 30).toISOString().slice(0, 10);
  const names = new Set(days.map((row) => row.provider));
  return new Map(
    [...names].map((provider) => {
      const own = days.filter((row) => row.provider === provider);
      const month = own.filter((row) => row.day >= monthStart);
      const one = latestOf.get(provider);
      return [
        provider,
        {
          medianLatencyMs: one?.latency == null ? null : Math.round(one.latency),
          uptime24h: one?.uptime ?? null,
          uptime30d: share(month),
          watchedSince: own[0]?.first.toISOString() ?? null,
          days: own.map(({ day, polls, succeeded }) => ({ day, polls, succeeded })),
        },
      ];
    }),
  );
}

function share(days: readonly DayRow[]): number | null {
  const polls = days.reduce((sum, day) => sum + day.polls, 0);
  return polls === 0 ? null : days.reduce((sum, day) => sum + day.succeeded, 0) / polls;
}

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

type ListRow = { provider: string; lists: string[]; offers: number; models: number };

async function listCounts(ctx: Context): Promise<Map<string, ListCount>> {
  const rows = await ctx.db.$queryRaw<ListRow[]>`
    select provider, array_remove(array_agg(distinct listed_on), null) as lists, (count(*) filter (where kind = 'machine'))::int as offers,
      (count(*) filter (where kind = 'model'))::int as models
    from (
      select provider, ${listDaySql} as listed_on, 'machine' as kind from offers where source = 'list' and gone_at is null and ${soldOn(ctx.now)}
      union all
      select provider, ${listDaySql}, 'model' from token_offers
      where source = 'list' and gone_at is null and model_id is not null and ${soldOn(ctx.now)}
    ) as listed group by 1`;
  return new Map(
    rows.map(({ provider, lists, offers, models }) => [
      provider,
      { listedOn: spanOfLists(lists), offers, tokenOffers: models },
    ]),
  );
}
