import type { Context } from "@/server/context";

const DAY_MS = 86_400_000;
const FINE_FOR_MS = 30 * DAY_MS;
const KEPT_FOR_MS = 365 * DAY_MS;
/** A pass goes back in such steps until nothing is left to thin: days as a rule, further where it stood still for longer. */
const STEP_MS = 5 * DAY_MS;

/** Keeps the first point of each hour beyond 30 days and nothing beyond a year. Returns how many points went. */
export async function pruneIndexPoints(ctx: Context): Promise<number> {
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  const { count } = await ctx.db.marketIndexPoint.deleteMany({ where: { at: { lt: before(KEPT_FOR_MS) } } });
  let removed = count;
  for (let age = FINE_FOR_MS; age < KEPT_FOR_MS; age += STEP_MS) {
    const [from, to] = [before(age + STEP_MS), before(age)];
    const thinned = await thin(ctx, from, to);
    removed += thinned;
    // Days without any point tell nothing of those before them.
    if (thinned === 0 && (await ctx.db.marketIndexPoint.findFirst({ where: { at: { gte: from, lt: to } } })))
      break;
  }
  return removed;
}

function thin({ db }: Context, from: Date, to: Date): Promise<number> {
  return db.$executeRaw`
    delete from market_index_points as fine
    where at < ${to}::timestamptz and at >= ${from}::timestamptz
      and exists (
        select from market_index_points as first
        where first.source = fine.source and first.gpu_id = fine.gpu_id and first.kind = fine.kind and first.at < fine.at
          and first.at >= date_bin('1 hour', fine.at, timestamptz '2000-01-01T00:00:00Z'))`;
}
