import { platformObject } from "@/domain/permissions";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
import { isPresentBelieved } from "@/server/clock/gap-in-record";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/transaction";

/** The status page shows 90 days; older polls are not used. */
const KEPT_MS = 90 * 24 * 3_600_000;
/** After a long pause there may be weeks of polls to delete. */
const TIMEOUT_MS = 60_000;

/** Deletes polls older than 90 days and returns how many; none while the clock is doubtful. */
export async function prunePolls(ctx: Context): Promise<number> {
  await authorize(ctx, "feed.prune");
  if (!(await isPresentBelieved(ctx, "provider_polls"))) return 0;
  const before = new Date(ctx.now.getTime() - KEPT_MS);
  return inTransaction(
    ctx,
    async (tx) => {
      const { count } = await tx.db.providerPoll.deleteMany({ where: { startedAt: { lt: before } } });
      if (count > 0)
        audit(tx, {
          action: "feed.prune",
          object: platformObject("table", "provider_polls"),
          after: { removed: count, before },
        });
      return count;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
