import { isTaskCancelledError } from "cockatiel";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { type JobName, jobNames, type QueueName, specOf } from "@/server/jobs/catalog";
import { queueTimeout } from "@/server/jobs/queue-timeout";
import { type JobQueue, retriesOf } from "@/server/queue";
import { inTransaction } from "@/server/transaction";

/** Finds a queue by its name. */
export type FindQueue = (name: QueueName) => Pick<JobQueue, "add" | "getJob" | "getJobState">;

type Wanted = { ids: readonly string[] | undefined; after: string };
type Fate = "accepted" | "refused" | "unanswered";
type Row = { id: string; job: JobName; payload: Record<string, unknown>; runAt: Date };

const BATCH_SIZE = 100;

/**
 * Delivers committed rows to their queues: all of them, or those with the given ids.
 *
 * The rows stay locked meanwhile, and locked rows are skipped, so two processes never deliver the same row at once. A row is
 * marked only after the queue has accepted it: after a crash in between it is delivered again under the same job id. A row that
 * its queue refuses waits for the next call without delaying other rows, and a row with an unknown job waits for a release that knows it.
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
  let after = "";
  for (;;) {
    const batch = await inTransaction(ctx, (tx) => deliverBatch(tx, findQueue, { ids, after }));
    delivered += batch.delivered;
    if (batch.last === null || batch.isUnanswered) return delivered;
    after = batch.last;
  }
}

type Batch = {
  delivered: number;
  /** The id after which the next batch starts; null when no more rows wait. */
  last: string | null;
  /** No row got an answer in time, so the next batch would not either. */
  isUnanswered: boolean;
};

async function deliverBatch(tx: TransactionContext, findQueue: FindQueue, wanted: Wanted): Promise<Batch> {
  const rows = await lockWaiting(tx, wanted);
  const fates = await Promise.all(rows.map((row) => handOver(tx, findQueue, row)));
  const delivered = rows.filter((_row, index) => fates[index] === "accepted").map(({ id }) => id);
  if (delivered.length > 0)
    await tx.db.outboxJob.updateMany({ where: { id: { in: delivered } }, data: { queuedAt: tx.now } });
  return {
    delivered: delivered.length,
    last: rows.length < BATCH_SIZE ? null : (rows.at(-1)?.id ?? null),
    isUnanswered: fates.every((fate) => fate === "unanswered"),
  };
}

async function lockWaiting({ db }: Context, { ids, after }: Wanted): Promise<Row[]> {
  return await db.$queryRaw<Row[]>`
    select id, job, payload, run_at as "runAt" from outbox_jobs
    where finished_at is null and queued_at is null and id > ${after} and job = any(${jobNames}::text[])
      and (${ids === undefined}::boolean or id = any(${ids ?? []}::text[]))
    order by id limit ${BATCH_SIZE} for update skip locked`;
}

async function handOver(ctx: Context, findQueue: FindQueue, row: Row): Promise<Fate> {
  const { id, job, payload, runAt } = row;
  const delay = Math.max(0, runAt.getTime() - ctx.now.getTime());
  try {
    const queue = findQueue(specOf(job).queue);
    await queueTimeout.execute(() => queue.add(job, payload, { ...retriesOf(job), jobId: id, delay }));
    return "accepted";
  } catch (error) {
    ctx.log.warn({ err: error, job, id }, "the queue did not accept a job, which stays in the outbox");
    return isTaskCancelledError(error) ? "unanswered" : "refused";
  }
}
