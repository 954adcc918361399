import { AppError } from "@/domain/errors";
import { type Context, jobContext } from "@/server/context";
import { isJobName, type JobName, jobs, specOf } from "@/server/jobs/catalog";
import { beginJob } from "@/server/jobs/outbox/begin";
import { finishJob } from "@/server/jobs/outbox/finish";
import { type QueuedJob, withoutRetry } from "@/server/queue";
import { type Handlers, handlers } from "./handlers";
import { isPermanent } from "./permanent-error";
import { withinTime } from "./within-time";

/**
 * One attempt at a job: makes its context, parses its payload and runs its handler within the time that the catalogue allows.
 *
 * An error is logged once, here, and thrown on. A temporary one is tried again as the catalogue says. A permanent one is not: an
 * error whose code says so, a payload that does not parse, a job that nobody knows.
 * A job from the outbox is marked when it begins and when it is over. One that is over already does not run again.
 */
export async function runJob(queued: QueuedJob, own: Handlers = handlers): Promise<void> {
  let ctx = jobContext(queued.name);
  try {
    if (isFromOutbox(queued)) {
      const askedBy = await beginJob(ctx, queued.id);
      if (askedBy === null) return ctx.log.info({ id: queued.id }, "the job is over already");
      ctx = jobContext(queued.name, ctx.now, askedBy);
    }
    await attempt(ctx, queued, own);
  } catch (error) {
    const isOver = queued.isLastAttempt || isPermanent(error);
    ctx.log.error({ err: error, job: queued.name, id: queued.id, isOver }, "job failed");
    if (isOver) await close(ctx, queued);
    throw isPermanent(error) ? withoutRetry(error) : error;
  }
  await close(ctx, queued);
}

async function attempt(ctx: Context, queued: QueuedJob, own: Handlers): Promise<void> {
  const { name, data, signal: outer } = queued;
  if (!isJobName(name)) throw new AppError("INVALID_INPUT", `no such job: ${name}`);
  const { timeoutMs } = specOf(name);
  const payload = parsePayload(name, data);
  await withinTime({ timeoutMs, outer }, (signal) => handle(own, name, { ...ctx, signal }, payload));
}

/** @throws {AppError} INVALID_INPUT */
function parsePayload(name: JobName, data: unknown): unknown {
  const parsed = jobs[name].payload.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AppError("INVALID_INPUT", `the payload of ${name} does not parse: ${parsed.error.message}`);
}

function handle(own: Handlers, name: JobName, ctx: Context, payload: unknown): Promise<void> {
  // The catalogue pairs each name with its payload; TypeScript cannot follow the pair through the generic index.
  return (own[name] as (ctx: Context, payload: unknown) => Promise<void>)(ctx, payload);
}

/** Not when the queue has given the job to another worker: then it is that worker's to close. */
async function close(ctx: Context, queued: QueuedJob): Promise<void> {
  if (!isFromOutbox(queued) || queued.signal.aborted) return;
  try {
    await finishJob(ctx, queued.id);
  } catch (error) {
    // The attempt stands as it is. The sweep of the outbox asks the queue how it ended.
    ctx.log.error({ err: error, id: queued.id }, "the end of a job was not marked in the outbox");
  }
}

/** Schedules make ids of their own. */
function isFromOutbox({ id }: QueuedJob): boolean {
  return id.startsWith("job_");
}
