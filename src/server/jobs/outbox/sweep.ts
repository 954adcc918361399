import type { OutboxJob } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { isJobName, specOf } from "@/server/jobs/catalog";
import { inTransaction } from "@/server/transaction";
import type { FindQueue } from "./deliver";

/** A job that the queue was last seen to hold so long ago is looked for. */
const LOOKED_FOR_AFTER_MS = 60_000;
/** A delivery takes seconds: a row that waits longer means that its queue is down or that no worker knows its job. */
const LATE_AFTER_MS = 5 * 60_000;
/** How long a finished row can answer for a job that comes again. */
const KEPT_MS = 7 * 24 * 3_600_000;
const AT_ONCE = 500;

export type Swept = { lost: number; ended: number; late: number; pruned: number };

/**
 * Finds the rows of the outbox that are stuck and gets them moving. It may run twice, late and beside itself.
 *
 * - `lost`: the queue no longer knows the job, as after a Redis that lost its memory. The row waits for delivery again.
 * - `ended`: the queue gave the job up or completed it, and no worker lived to say so. The row is finished.
 * - `late`: rows that have waited for their delivery for more than five minutes. They are counted and logged as an error.
 * - `pruned`: rows finished more than a week ago. They are deleted.
 */
export async function sweepOutbox(ctx: Context, findQueue: FindQueue): Promise<Swept> {
  await authorize(ctx, "job.deliver");
  const { lost, ended } = await lookForDelivered(ctx, findQueue);
  const late = await ctx.db.outboxJob.count({
    where: { finishedAt: null, queuedAt: null, createdAt: { lt: ago(ctx, LATE_AFTER_MS) } },
  });
  if (late > 0) ctx.log.error({ late }, "jobs wait in the outbox: is the queue reachable?");
  const { count: pruned } = await inTransaction(ctx, ({ db }) =>
    db.outboxJob.deleteMany({ where: { finishedAt: { lt: ago(ctx, KEPT_MS) } } }),
  );
  return { lost, ended, late, pruned };
}

async function lookForDelivered(ctx: Context, findQueue: FindQueue) {
  const rows = await ctx.db.outboxJob.findMany({
    where: { finishedAt: null, queuedAt: { lt: ago(ctx, LOOKED_FOR_AFTER_MS) }, runAt: { lt: ctx.now } },
    orderBy: { queuedAt: "asc" },
    take: AT_ONCE,
  });
  const found = await Promise.all(rows.map((row) => lookFor(row, findQueue)));
  const idsOf = (fate: Fate) => rows.filter((_row, index) => found[index] === fate).map(({ id }) => id);
  const mark = async (fate: Fate, data: Partial<Pick<OutboxJob, "queuedAt" | "finishedAt">>) => {
    // A worker may have finished the job since: then it is neither lost nor to be marked again.
    const where = { id: { in: idsOf(fate) }, finishedAt: null };
    const { count } = await inTransaction(ctx, ({ db }) => db.outboxJob.updateMany({ where, data }));
    return count;
  };
  await mark("held", { queuedAt: ctx.now });
  const lost = await mark("lost", { queuedAt: null });
  const ended = await mark("ended", { finishedAt: ctx.now });
  if (lost > 0) ctx.log.error({ lost, ids: idsOf("lost") }, "the queue lost jobs, which are delivered again");
  if (ended > 0) ctx.log.error({ ended, ids: idsOf("ended") }, "jobs ended without a word of their worker");
  return { lost, ended };
}

type Fate = "held" | "lost" | "ended";

/** A job of another release is taken as held: only a release that knows it knows its queue. */
async function lookFor({ id, job }: OutboxJob, findQueue: FindQueue): Promise<Fate> {
  if (!isJobName(job)) return "held";
  const state = await findQueue(specOf(job).queue).getJobState(id);
  if (state === "unknown") return "lost";
  return state === "completed" || state === "failed" ? "ended" : "held";
}

function ago({ now }: Context, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}
