import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { inTransaction, type TransactionOptions } from "@/server/transaction";

/** All slots may be in use at once, and there are fewer connections than slots. */
const patient: TransactionOptions = { maxWaitMs: 30_000 };

/** A job of the outbox that has reached a worker. */
export type Begun = { requestId: string; organizationId: string | null };

/**
 * Marks that a worker has the job, which proves that the queue had it: no deliverer needs to hand it over any more.
 *
 * @returns null when the job is finished already. The queue delivers at least once, so a finished job may come again.
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
    patient,
  );
  return row ?? null;
}
