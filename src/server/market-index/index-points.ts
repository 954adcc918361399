import { microUsd } from "@/domain/money";
import type { ChainLevel } from "@/domain/price/chained-index";
import { type IndexPoint, sliceMsOf, withGaps } from "@/domain/price/index-history";
import { type IndexKind, indexKinds } from "@/domain/price/market-index";
import { type HistoryWindow, historyWindows } from "@/domain/price/price-history";
import type { Context } from "@/server/context";
import { polledSource } from "@/server/mode";
import { recordedEveryMs } from "./recorded-every";

const HOUR_MS = 3_600_000;
const LEARNT_FROM_MS = 30 * 24 * HOUR_MS;

type PointRow = {
  kind: IndexKind;
  at: Date;
  median: number;
  trimmed_mean: number;
  low: number;
  high: number;
  lower_quartile: number | null;
  upper_quartile: number | null;
  sources: number;
  offers: number;
  source_names: string[] | null;
  chain_level: number | null;
  chain_based_at: Date | null;
};

/** Recorded points of one GPU over a window, by kind: the last of each time slice, with gaps where nothing was recorded. */
export async function indexHistory(
  ctx: Context,
  gpuId: string,
  window: HistoryWindow,
): Promise<Record<IndexKind, IndexPoint[]>> {
  const from = new Date(ctx.now.getTime() - historyWindows[window] * HOUR_MS);
  const sliceMs = sliceMsOf(window);
  const rows = await ctx.db.$queryRaw<PointRow[]>`
    select distinct on (kind, slice) kind, at, median_micro_usd_per_gpu_hour::float8 as median,
      trimmed_mean_micro_usd_per_gpu_hour::float8 as trimmed_mean, low_micro_usd_per_gpu_hour::float8 as low,
      high_micro_usd_per_gpu_hour::float8 as high, lower_quartile_micro_usd_per_gpu_hour::float8 as lower_quartile,
      upper_quartile_micro_usd_per_gpu_hour::float8 as upper_quartile, sources, offers,
      source_names, chain_level, chain_based_at,
      date_bin(make_interval(secs => ${sliceMs / 1000}::float8), at, timestamptz '2000-01-01T00:00:00Z') as slice
    from market_index_points
    where source = ${polledSource()}::offer_source and gpu_id = ${gpuId} and at > ${from}::timestamptz
      and at <= ${ctx.now}::timestamptz
    order by kind, slice, at desc`;
  const stepMs = Math.max(sliceMs, recordedEveryMs());
  const pointsOf = (kind: IndexKind) =>
    withGaps(rows.filter((row) => row.kind === kind).map(readPoint), stepMs, ctx.now);
  return { on_demand: pointsOf("on_demand"), spot: pointsOf("spot") };
}

function readPoint(row: PointRow): IndexPoint {
  return {
    at: row.at.toISOString(),
    median: microUsd(row.median),
    trimmedMean: microUsd(row.trimmed_mean),
    low: microUsd(row.low),
    high: microUsd(row.high),
    lowerQuartile: row.lower_quartile === null ? null : microUsd(row.lower_quartile),
    upperQuartile: row.upper_quartile === null ? null : microUsd(row.upper_quartile),
    sources: row.sources,
    offers: row.offers,
    // Prisma reads the missing names of old points as none.
    sourceNames: row.source_names?.length ? row.source_names : null,
    chain: chainOf(row.chain_level, row.chain_based_at),
  };
}

function chainOf(level: number | null, basedAt: Date | null): ChainLevel | null {
  return level === null || basedAt === null ? null : { level, basedAt: basedAt.toISOString() };
}

/** When recording began, for one GPU and kind; null before the first point. */
export async function trackingStart(ctx: Context, gpuId: string, kind: IndexKind): Promise<string | null> {
  const first = await ctx.db.marketIndexPoint.findFirst({
    where: { source: polledSource(), gpuId, kind },
    orderBy: { at: "asc" },
    select: { at: true },
  });
  return first?.at.toISOString() ?? null;
}

/** A recorded level with the median of the same point in micro-USD. */
type RecordedLevel = ChainLevel & { at: Date; median: number };

/** The last level of each hour of the past 30 days, ascending in time: the input of a forecast. */
export async function hourlyLevels(ctx: Context, gpuId: string): Promise<Record<IndexKind, RecordedLevel[]>> {
  const from = new Date(ctx.now.getTime() - LEARNT_FROM_MS);
  const rows = await ctx.db.$queryRaw<
    { kind: IndexKind; at: Date; median: number; level: number; based_at: Date }[]
  >`
    select distinct on (kind, hour) kind, at, median_micro_usd_per_gpu_hour::float8 as median, chain_level as level,
      chain_based_at as based_at, date_bin('1 hour', at, timestamptz '2000-01-01T00:00:00Z') as hour
    from market_index_points
    where source = ${polledSource()}::offer_source and gpu_id = ${gpuId} and at > ${from}::timestamptz
      and at <= ${ctx.now}::timestamptz and chain_level is not null
    order by kind, hour, at desc`;
  const levelsOf = (kind: IndexKind) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ at, median, level, based_at }) => ({ at, median, level, basedAt: based_at.toISOString() }));
  return { on_demand: levelsOf("on_demand"), spot: levelsOf("spot") };
}

/** Key of one index in a map of all indexes. */
export function indexKey(gpuId: string, kind: IndexKind): string {
  return `${gpuId} ${indexKinds.indexOf(kind)}`;
}
