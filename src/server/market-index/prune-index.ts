import { platformObject } from "@/domain/permissions";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
import { isPresentBelieved } from "@/server/clock/gap-in-record";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";

const DAY_MS = 86_400_000;
const FINE_FOR_MS = 30 * DAY_MS;
const KEPT_FOR_MS = 365 * DAY_MS;
/** Each run goes back in steps of this size until nothing is left to thin: usually one or two steps, more after a pause. */
const STEP_MS = 5 * DAY_MS;
/** After a pause, one step may thin days of points of every GPU. */
const TIMEOUT_MS = 60_000;

/**
 * Keeps only the first point of each hour after 30 days and none after a year.
 *
 * @returns how many points were deleted; none while the clock is doubtful.
 */
export async function pruneIndexPoints(ctx: Context): Promise<number> {
  await authorize(ctx, "index.prune");
  if (!(await isPresentBelieved(ctx, "market_index_points"))) return 0;
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  let removed = await removePoints(ctx, "past keeping", async ({ db }) => {
    const { count } = await db.marketIndexPoint.deleteMany({ where: { at: { lt: before(KEPT_FOR_MS) } } });
    return count;
  });
  for (let age = FINE_FOR_MS; age < KEPT_FOR_MS; age += STEP_MS) {
    const [from, to] = [before(age + STEP_MS), before(age)];
    const thinned = await removePoints(ctx, "thinned", (tx) => thin(tx, from, to));
    removed += thinned;
    // Days without any point do not show that earlier days are already thinned.
    if (thinned === 0 && (await ctx.db.marketIndexPoint.findFirst({ where: { at: { gte: from, lt: to } } })))
      break;
  }
  return removed;
}

/** Each step is a transaction with its own audit entry, or none when it deletes nothing. */
function removePoints(
  ctx: Context,
  why: "past keeping" | "thinned",
  remove: (tx: TransactionContext) => Promise<number>,
): Promise<number> {
  const object = platformObject("table", "market_index_points");
  return inTransaction(
    ctx,
    async (tx) => {
      const removed = await remove(tx);
      if (removed > 0) audit(tx, { action: "index.prune", object, after: { removed, why } });
      return removed;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

function thin({ db }: TransactionContext, from: Date, to: Date): Promise<number> {
  return db.$executeRaw`
    delete from market_index_points as fine
    where at < ${to}::timestamptz and at >= ${from}::timestamptz
      and exists (
        select from market_index_points as first
        where first.source = fine.source and first.gpu_id = fine.gpu_id and first.kind = fine.kind and first.at < fine.at
          and first.at >= date_bin('1 hour', fine.at, timestamptz '2000-01-01T00:00:00Z'))`;
}
