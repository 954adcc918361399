import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { inTransaction, type TransactionOptions } from "@/server/transaction";

/** All slots may be in use at once, and there are fewer connections than slots. */
const longWait: TransactionOptions = { maxWaitMs: 30_000 };

/** A job from the outbox that a worker has started. */
export type Begun = { requestId: string; organizationId: string | null };

/**
 * Marks that a worker has the job. This proves that the queue had it, so it need not be delivered again.
 *
 * @returns null when the job is already finished. The queue delivers at least once, so a finished job may arrive again.
 */
export async function beginJob(ctx: Context, id: string): Promise<Begun | null> {
  await authorize(ctx, "job.run");
  const [row] = await inTransaction(
    ctx,
    ({ db, now }) =>
      db.outboxJob.updateManyAndReturn({
        where: { id, finishedAt: null },
        data: { queuedAt: now },
        select: { requestId: true, organizationId: true },
      }),
    longWait,
  );
  return row ?? null;
}
