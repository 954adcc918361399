import { CLOCK_TOLERANCE_MS } from "@/domain/time";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { keepsJobsInPostgres, LOCK_MS } from "@/server/queue";
import { inTransaction } from "@/server/transaction";
import type { Clocks } from "./rearm";

/** A stored time that would have come only long after it should; `aheadMs` of this machine's clock. */
type Mended = { queue: string; id: string; aheadMs: number };

/**
 * Mends the times in BullMQ's tables that a worker with a wrong clock has written, and that no worker would reach in time.
 *
 * - the last look for jobs of dead workers: it is forgotten, so that a worker looks again.
 * - the lock of an active job: it ends as if it had just been renewed. A live worker renews it, and the job of a dead one is taken back.
 * - the pause before another attempt: it begins anew.
 *
 * These are all: the next runs of schedules and the delays of the outbox have checks of their own, and limits and deduplication, whose
 * times BullMQ keeps as well, are not used. In Redis, looks and locks expire by the server's clock, and no worker's clock matters.
 * Idempotent, and several workers may run it at once.
 */
export async function mendQueueTimes(ctx: Context, clocks: Clocks): Promise<void> {
  await authorize(ctx, "job.deliver");
  if (!keepsJobsInPostgres()) return;
  const { looks, locks, pauses } = await inTransaction(ctx, async (tx) => ({
    looks: await forgetLooks(tx, clocks),
    locks: await shortenLocks(tx, clocks),
    pauses: await beginPausesAnew(tx, clocks),
  }));
  const tell = (mended: Mended[], message: string) => {
    if (mended.length > 0) ctx.log.error({ mended, ...clocks }, message);
  };
  tell(looks, "the last look for jobs of dead workers lay too far ahead: it is forgotten");
  tell(locks, "locks of jobs lay too far ahead: they end soon, unless a worker renews them");
  tell(pauses, "the next attempts of jobs lay too far ahead: their pauses begin anew");
}

/** BullMQ looks no more until this time, whichever worker asks. */
async function forgetLooks({ db }: TransactionContext, clocks: Clocks): Promise<Mended[]> {
  // Other fields hold no numbers.
  const at = Prisma.sql`(case field when 'stalled-check' then value::bigint end)`;
  return await db.$queryRaw<Mended[]>`
    delete from bullmq.meta where field = 'stalled-check' and ${isOutOfReach(at, Prisma.sql`0`, clocks)}
    returning queue, field as id, ${aheadOf(at, clocks)} as "aheadMs"`;
}

/** A row that a worker holds at this moment is left to the next call, here and below. */
async function shortenLocks({ db }: TransactionContext, clocks: Clocks): Promise<Mended[]> {
  const at = Prisma.sql`locked_until_ms`;
  return await db.$queryRaw<Mended[]>`
    with stuck as (
      select queue, id, ${aheadOf(at, clocks)} as ahead_ms from bullmq.job
      where state = 'active' and ${isOutOfReach(at, Prisma.sql`${LOCK_MS}`, clocks)} for update skip locked
    )
    update bullmq.job set locked_until_ms = ${msOf(clocks.machine)}::bigint + ${LOCK_MS} from stuck
    where job.queue = stuck.queue and job.id = stuck.id
    returning job.queue, job.id, stuck.ahead_ms as "aheadMs"`;
}

/** A job that has not been tried yet may rightly be delayed for long. */
async function beginPausesAnew({ db }: TransactionContext, clocks: Clocks): Promise<Mended[]> {
  const at = Prisma.sql`process_at_ms`;
  return await db.$queryRaw<Mended[]>`
    with stuck as (
      select queue, id, ${aheadOf(at, clocks)} as ahead_ms from bullmq.job
      where state = 'delayed' and attempts_made > 0 and ${isOutOfReach(at, Prisma.sql`delay_ms`, clocks)}
      for update skip locked
    )
    update bullmq.job set process_at_ms = ${msOf(clocks.machine)}::bigint + delay_ms from stuck
    where job.queue = stuck.queue and job.id = stuck.id
    returning job.queue, job.id, stuck.ahead_ms as "aheadMs"`;
}

/**
 * Further ahead of this machine's clock than it can rightly be, so that no worker here reaches it in time, and neither in time nor
 * just overdue by the trusted clock: then it is left to the workers of other machines.
 */
function isOutOfReach(at: Prisma.Sql, furthestMs: Prisma.Sql, { machine, trusted }: Clocks): Prisma.Sql {
  const latest = (clock: Date) =>
    Prisma.sql`${msOf(clock)}::bigint + ${furthestMs}::bigint + ${CLOCK_TOLERANCE_MS}`;
  return Prisma.sql`${at} > ${latest(machine)}
    and ${at} not between ${msOf(trusted)}::bigint - ${CLOCK_TOLERANCE_MS} and ${latest(trusted)}`;
}

function aheadOf(at: Prisma.Sql, { machine }: Clocks): Prisma.Sql {
  return Prisma.sql`(${at} - ${msOf(machine)}::bigint)::float8`;
}

/** BullMQ's times are milliseconds since 1970. */
function msOf(at: Date): bigint {
  return BigInt(at.getTime());
}
