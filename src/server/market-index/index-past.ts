import type { ChainLevel } from "@/domain/price/chained-index";
import { changeSpans } from "@/domain/price/index-history";
import type { IndexKind } from "@/domain/price/market-index";
import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";
import { polledSource } from "@/server/mode";
import { indexKey } from "./index-points";
import { recordedEveryMs } from "./recorded-every";

const WEEK_MS = 7 * 86_400_000;
const MOST_SPARK_VALUES = 48;

/** Levels of every chained index now, a day and a week ago, its sparkline, and when recording began. Keys come from `indexKey`. */
export type IndexPast = {
  latest: ReadonlyMap<string, ChainLevel>;
  dayAgo: ReadonlyMap<string, ChainLevel>;
  weekAgo: ReadonlyMap<string, ChainLevel>;
  sparklines: ReadonlyMap<string, (number | null)[]>;
  sparklineFrom: string | null;
  trackingStartsAt: string | null;
};

/** The past changes once per slot and reading it scans a week of points, while every visitor asks for it. */
const CACHED_MS = 20_000;
type CachedPast = { atMs: number; source: string; past: Promise<IndexPast> };
const cache = new WeakMap<Context["db"], CachedPast>();

/** The past figures that the table of all indexes compares the current ones with. Cached. */
export function indexPast(ctx: Context): Promise<IndexPast> {
  const [source, cached] = [polledSource(), cache.get(ctx.db)];
  const ageMs = cached ? ctx.now.getTime() - cached.atMs : Number.POSITIVE_INFINITY;
  if (cached?.source === source && ageMs >= 0 && ageMs < CACHED_MS) return cached.past;
  const past = lastKnown(ctx.db, `index past ${source}`, () => readPast(ctx));
  cache.set(ctx.db, { atMs: ctx.now.getTime(), source, past });
  // A failure must not stay in the cache for 20 seconds.
  past.catch(() => cache.delete(ctx.db));
  return past;
}

async function readPast(ctx: Context): Promise<IndexPast> {
  const first = await ctx.db.marketIndexPoint.findFirst({
    where: { source: polledSource() },
    orderBy: { at: "asc" },
    select: { at: true },
  });
  const from = new Date(Math.max(ctx.now.getTime() - WEEK_MS, first?.at.getTime() ?? ctx.now.getTime()));
  const [latest, dayAgo, weekAgo, sparklines] = await Promise.all([
    levelsAround(ctx, changeSpans.now),
    levelsAround(ctx, changeSpans.day),
    levelsAround(ctx, changeSpans.week),
    first === null ? new Map<string, (number | null)[]>() : readSparklines(ctx, from),
  ]);
  return {
    latest,
    dayAgo,
    weekAgo,
    sparklines,
    sparklineFrom: first === null ? null : from.toISOString(),
    trackingStartsAt: first?.at.toISOString() ?? null,
  };
}

type LevelRow = { gpu_id: string; kind: IndexKind; level: number; based_at: Date };

/** For each index, the recorded level nearest to a past moment, if one is near enough. */
export async function levelsAround(
  ctx: Context,
  { agoMs, withinMs }: { agoMs: number; withinMs: number },
  gpuId: string | null = null,
): Promise<Map<string, ChainLevel>> {
  const then = new Date(ctx.now.getTime() - agoMs);
  const from = new Date(then.getTime() - withinMs);
  const to = new Date(Math.min(then.getTime() + withinMs, ctx.now.getTime()));
  const rows = await ctx.db.$queryRaw<LevelRow[]>`
    select distinct on (gpu_id, kind) gpu_id, kind, chain_level as level, chain_based_at as based_at
    from market_index_points
    where source = ${polledSource()}::offer_source and at between ${from}::timestamptz and ${to}::timestamptz
      and chain_level is not null and (${gpuId}::text is null or gpu_id = ${gpuId})
    order by gpu_id, kind, abs(extract(epoch from at - ${then}::timestamptz))`;
  return new Map(
    rows.map((row) => [
      indexKey(row.gpu_id, row.kind),
      { level: row.level, basedAt: row.based_at.toISOString() },
    ]),
  );
}

/** At most 48 evenly spaced levels per index, the last of each slice and all of the last chain; null where nothing was recorded. */
async function readSparklines(ctx: Context, from: Date): Promise<Map<string, (number | null)[]>> {
  const spanMs = ctx.now.getTime() - from.getTime();
  const sliceMs = Math.max(recordedEveryMs(), Math.ceil((spanMs + 1) / MOST_SPARK_VALUES));
  const slices = Math.floor(spanMs / sliceMs) + 1;
  const rows = await ctx.db.$queryRaw<(LevelRow & { slice: number })[]>`
    select distinct on (gpu_id, kind, slice) gpu_id, kind, chain_level as level, chain_based_at as based_at,
      floor(extract(epoch from at - ${from}::timestamptz) * 1000 / ${sliceMs}::float8)::int as slice
    from market_index_points
    where source = ${polledSource()}::offer_source and at between ${from}::timestamptz and ${ctx.now}::timestamptz
      and chain_level is not null
    order by gpu_id, kind, slice, at desc`;
  const bases = new Map(rows.map((row) => [indexKey(row.gpu_id, row.kind), row.based_at.getTime()]));
  const lines = new Map<string, (number | null)[]>();
  for (const { gpu_id, kind, slice, level, based_at } of rows) {
    const key = indexKey(gpu_id, kind);
    if (based_at.getTime() !== bases.get(key)) continue;
    const line = lines.get(key) ?? Array.from({ length: slices }, () => null);
    line[slice] = level;
    lines.set(key, line);
  }
  return lines;
}
