import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { inTransaction, type TransactionOptions } from "@/server/transaction";

/** All slots may be in use at once, and there are fewer connections than slots. */
const longWait: TransactionOptions = { maxWaitMs: 30_000 };

/** Marks that the job has succeeded or has finally failed. Idempotent. */
export async function finishJob(ctx: Context, id: string): Promise<void> {
  await authorize(ctx, "job.run");
  await inTransaction(
    ctx,
    ({ db, now }) => db.outboxJob.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: now } }),
    longWait,
  );
}
