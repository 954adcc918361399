import { CLOCK_TOLERANCE_MS } from "@/domain/time";
import type { OutboxJob } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import { isPresentBelieved } from "@/server/clock/gap-in-record";
import type { Context } from "@/server/context";
import { isJobName, specOf } from "@/server/jobs/catalog";
import { queueTimeout } from "@/server/jobs/queue-timeout";
import { inTransaction } from "@/server/transaction";
import type { FindQueue } from "./deliver";

/** A job is checked again this long after the queue was last known to have it. */
const CHECK_AFTER_MS = 60_000;
/** Delivery takes seconds: if a row waits longer, its queue is down or no worker knows its job. */
const LATE_AFTER_MS = 5 * 60_000;
/** How long a finished row can prevent a repeated run of its job. */
const KEPT_MS = 7 * 24 * 3_600_000;
const BATCH_SIZE = 500;

export type Swept = { lost: number; ended: number; overdue: number; late: number; pruned: number };

/**
 * Finds stuck rows of the outbox and repairs them. It may run twice, late, or several times at once.
 *
 * - `lost`: the queue no longer knows the job, for example after Redis lost its data. The row waits for delivery again.
 * - `ended`: the job completed or failed in the queue, but no worker marked it. The row is marked as finished.
 * - `overdue`: the queue still delays a job whose time has come, because the clock of its machine went back. It is started.
 * - `late`: rows that have waited for delivery for more than five minutes. They are counted and logged as an error.
 * - `pruned`: rows finished more than a week ago. They are deleted.
 */
export async function sweepOutbox(ctx: Context, findQueue: FindQueue): Promise<Swept> {
  await authorize(ctx, "job.deliver");
  const { lost, ended, overdue } = await checkDelivered(ctx, findQueue);
  const late = await ctx.db.outboxJob.count({
    where: { finishedAt: null, queuedAt: null, createdAt: { lt: ago(ctx, LATE_AFTER_MS) } },
  });
  if (late > 0) ctx.log.error({ late }, "jobs wait in the outbox: is the queue reachable?");
  const pruned = await prune(ctx);
  return { lost, ended, overdue, late, pruned };
}

async function prune(ctx: Context): Promise<number> {
  const old = { finishedAt: { lt: ago(ctx, KEPT_MS) } };
  // Asked only when there is something to delete: the sweep runs every minute.
  if ((await ctx.db.outboxJob.findFirst({ where: old })) === null) return 0;
  if (!(await isPresentBelieved(ctx, "outbox_jobs"))) return 0;
  const { count } = await inTransaction(ctx, ({ db }) => db.outboxJob.deleteMany({ where: old }));
  return count;
}

async function checkDelivered(ctx: Context, findQueue: FindQueue) {
  const rows = await ctx.db.outboxJob.findMany({
    where: {
      finishedAt: null,
      runAt: { lt: ctx.now },
      // A time in the future was written by a wrong clock: it says nothing, so the row is checked.
      OR: [
        { queuedAt: { lt: ago(ctx, CHECK_AFTER_MS) } },
        { queuedAt: { gt: ago(ctx, -CLOCK_TOLERANCE_MS) } },
      ],
    },
    orderBy: { queuedAt: "asc" },
    take: BATCH_SIZE,
  });
  const found = await Promise.all(rows.map((row) => findFate(ctx, row, findQueue)));
  const idsOf = (fate: Fate) => rows.filter((_row, index) => found[index] === fate).map(({ id }) => id);
  const mark = async (fate: Fate, data: Partial<Pick<OutboxJob, "queuedAt" | "finishedAt">>) => {
    // A worker may have finished the job in the meantime: then its row must not change.
    const where = { id: { in: idsOf(fate) }, finishedAt: null };
    const { count } = await inTransaction(ctx, ({ db }) => db.outboxJob.updateMany({ where, data }));
    return count;
  };
  await mark("queued", { queuedAt: ctx.now });
  const overdue = await mark("overdue", { queuedAt: ctx.now });
  const lost = await mark("lost", { queuedAt: null });
  const ended = await mark("ended", { finishedAt: ctx.now });
  if (lost > 0)
    ctx.log.error({ lost, ids: idsOf("lost") }, "the queue lost jobs, which will be delivered again");
  if (overdue > 0)
    ctx.log.error(
      { overdue, ids: idsOf("overdue") },
      "the queue delayed jobs past their time: they are started",
    );
  if (ended > 0)
    ctx.log.error({ ended, ids: idsOf("ended") }, "jobs ended, but their workers did not mark them");
  const unanswered = idsOf("unanswered").length;
  if (unanswered > 0)
    ctx.log.error(
      { unanswered },
      "a queue did not give the state of its jobs, which are checked again later",
    );
  return { lost, ended, overdue };
}

type Fate = "queued" | "overdue" | "lost" | "ended" | "unanswered";

/**
 * A job of another release counts as queued: only a release that knows the job knows its queue. A row whose queue fails or does
 * not answer stays as it is, so that the rest of the sweep still runs and reports late rows.
 */
async function findFate(ctx: Context, row: OutboxJob, findQueue: FindQueue): Promise<Fate> {
  const { id, job } = row;
  if (!isJobName(job)) return "queued";
  try {
    const queue = findQueue(specOf(job).queue);
    const state = await queueTimeout.execute(() => queue.getJobState(id));
    if (state === "delayed" && row.runAt < ago(ctx, CHECK_AFTER_MS)) return await startNow(queue, id);
    if (state === "unknown") return "lost";
    return state === "completed" || state === "failed" ? "ended" : "queued";
  } catch {
    return "unanswered";
  }
}

/** The wait before a retry is shorter than the time after which a row is checked, so a job that still waits is overdue. */
async function startNow(queue: ReturnType<FindQueue>, id: string): Promise<Fate> {
  const job = await queueTimeout.execute(() => queue.getJob(id));
  if (!job) return "queued";
  await queueTimeout.execute(() => job.promote());
  return "overdue";
}

function ago({ now }: Context, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}
