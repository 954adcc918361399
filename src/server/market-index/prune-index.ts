import type { Context } from "../context";

const DAY_MS = 86_400_000;
const FINE_FOR_MS = 30 * DAY_MS;
const KEPT_FOR_MS = 365 * DAY_MS;
/** Whatever is older has been thinned before: a pass costs days, not a year. */
const THINNED_WITHIN_MS = 40 * DAY_MS;

/** Keeps the first point of each hour beyond 30 days and nothing beyond a year. Returns how many points went. */
export async function pruneIndexPoints(ctx: Context): Promise<number> {
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  const old = await ctx.db.marketIndexPoint.deleteMany({ where: { at: { lt: before(KEPT_FOR_MS) } } });
  const fine = await ctx.db.$executeRaw`
    delete from market_index_points as fine
    where at < ${before(FINE_FOR_MS)}::timestamptz and at >= ${before(THINNED_WITHIN_MS)}::timestamptz
      and exists (
        select from market_index_points as first
        where first.source = fine.source and first.gpu_id = fine.gpu_id and first.kind = fine.kind and first.at < fine.at
          and first.at >= date_bin('1 hour', fine.at, timestamptz '2000-01-01T00:00:00Z'))`;
  return old.count + fine;
}
