import type { Context } from "@/server/context";

/** The status page shows 90 days; older polls answer no question. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** Removes poll rows older than 90 days. Returns how many went. */
export async function prunePolls(ctx: Context): Promise<number> {
  const before = new Date(ctx.now.getTime() - KEPT_MS);
  const { count } = await ctx.db.providerPoll.deleteMany({ where: { startedAt: { lt: before } } });
  return count;
}
