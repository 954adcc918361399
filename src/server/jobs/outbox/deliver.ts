import { TimeoutStrategy, timeout } from "cockatiel";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { type JobName, jobNames, type QueueName, specOf } from "@/server/jobs/catalog";
import { type JobQueue, retriesOf } from "@/server/queue";
import { inTransaction } from "@/server/transaction";

/** Finds a queue by its name. */
export type FindQueue = (name: QueueName) => Pick<JobQueue, "add" | "getJobState">;

type Row = { id: string; job: JobName; payload: Record<string, unknown>; runAt: Date };

const BATCH_SIZE = 100;
/** A queue that does not answer must not delay the request that filled the outbox or keep the rows locked. */
const withTimeout = timeout(2000, TimeoutStrategy.Aggressive);

/**
 * Delivers committed rows to their queues: all of them, or those with the given ids.
 *
 * The rows stay locked meanwhile, and locked rows are skipped, so two processes never deliver the same row at once. A row is
 * marked only after the queue has accepted it: after a crash in between it is delivered again under the same job id. A row that
 * its queue refuses waits for the next call, and a row with an unknown job waits for a release that knows it.
 *
 * @returns how many rows the queues accepted.
 */
export async function deliverOutbox(
  ctx: Context,
  findQueue: FindQueue,
  ids?: readonly string[],
): Promise<number> {
  await authorize(ctx, "job.deliver");
  let delivered = 0;
  for (;;) {
    const batch = await inTransaction(ctx, (tx) => deliverBatch(tx, findQueue, ids));
    delivered += batch;
    if (batch < BATCH_SIZE) return delivered;
  }
}

async function deliverBatch(
  tx: TransactionContext,
  findQueue: FindQueue,
  ids: readonly string[] | undefined,
): Promise<number> {
  const rows = await lockWaiting(tx, ids);
  if (rows.length === 0) return 0;
  const accepted = await Promise.all(rows.map((row) => handOver(tx, findQueue, row)));
  const delivered = rows.filter((_row, index) => accepted[index]).map(({ id }) => id);
  await tx.db.outboxJob.updateMany({ where: { id: { in: delivered } }, data: { queuedAt: tx.now } });
  return delivered.length;
}

async function lockWaiting({ db }: Context, ids: readonly string[] | undefined): Promise<Row[]> {
  return await db.$queryRaw<Row[]>`
    select id, job, payload, run_at as "runAt" from outbox_jobs
    where finished_at is null and queued_at is null and job = any(${jobNames}::text[])
      and (${ids === undefined}::boolean or id = any(${ids ?? []}::text[]))
    order by id limit ${BATCH_SIZE} for update skip locked`;
}

async function handOver(ctx: Context, findQueue: FindQueue, row: Row): Promise<boolean> {
  const { id, job, payload, runAt } = row;
  const delay = Math.max(0, runAt.getTime() - ctx.now.getTime());
  try {
    const queue = findQueue(specOf(job).queue);
    await withTimeout.execute(() => queue.add(job, payload, { ...retriesOf(job), jobId: id, delay }));
    return true;
  } catch (error) {
    ctx.log.warn({ err: error, job, id }, "the queue did not accept a job, which stays in the outbox");
    return false;
  }
}
