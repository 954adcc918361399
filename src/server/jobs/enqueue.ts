import { organizationOf } from "@/domain/actor";
import { type Context, newId, type OpenTransaction, type TransactionContext } from "@/server/context";
import { queueNamed } from "@/server/queue";
import { afterCommit } from "@/server/transaction";
import { type JobName, type JobPayload, jobs } from "./catalog";
import { deliverOutbox } from "./outbox/deliver";

/** The ids that a transaction has written, which are delivered together after its commit. */
const written = new WeakMap<OpenTransaction, string[]>();

/**
 * Enqueues a job in the caller's transaction: after a rollback there is no job, and after a commit the job will run, whatever
 * happens to this process or to the queue.
 *
 * The job waits in the outbox and goes to its queue right after the commit; the workers deliver what a crash leaves behind. It
 * runs at least once, so its handler must be idempotent. It acts for the organization of the caller.
 *
 * @param options.runAt the earliest time to run; immediately by default.
 * @returns the id of the job.
 */
export async function enqueue<Name extends JobName>(
  tx: TransactionContext,
  name: Name,
  payload: JobPayload<Name>,
  { runAt = tx.now }: { runAt?: Date } = {},
): Promise<string> {
  const id = newId("job", tx.now);
  await tx.db.outboxJob.create({
    data: {
      id,
      job: name,
      payload: jobs[name].payload.parse(payload),
      organizationId: organizationOf(tx.actor),
      requestId: tx.requestId,
      createdAt: tx.now,
      runAt,
    },
  });
  handOverAfterCommit(tx, id);
  return id;
}

function handOverAfterCommit(tx: TransactionContext, id: string): void {
  const ids = written.get(tx.transaction);
  if (ids) {
    ids.push(id);
    return;
  }
  const first = [id];
  written.set(tx.transaction, first);
  afterCommit(tx, async (ctx) => {
    await deliverOutbox(asDeliverer(ctx), queueNamed, first);
  });
}

/** The actor that enqueues a job has no rights to deliver the outbox. */
function asDeliverer(ctx: Context): Context {
  return { ...ctx, actor: { type: "system", job: "deliver-outbox", organizationId: null } };
}
