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
 * Makes one attempt at a job: creates its context, parses its payload and runs its handler within the time-out of the
 * catalogue.
 *
 * An error is logged once, here, and rethrown. A temporary error is retried as the catalogue says. A permanent one is not: an
 * error with a permanent code, a payload that does not parse, an unknown job. A job from the outbox is marked when it starts
 * and when it is finished. A finished job does not run again.
 */
export async function runJob(queued: QueuedJob, own: Handlers = handlers): Promise<void> {
  let ctx = jobContext(queued.name);
  try {
    if (isFromOutbox(queued)) {
      const askedBy = await beginJob(ctx, queued.id);
      if (askedBy === null) return ctx.log.info({ id: queued.id }, "the job is already finished");
      ctx = jobContext(queued.name, ctx.now, askedBy);
    }
    await attempt(ctx, queued, own);
  } catch (error) {
    const isOver = queued.isLastAttempt || isPermanent(error);
    if (queued.signal.aborted)
      ctx.log.warn({ err: error, job: queued.name, id: queued.id }, "job taken away");
    else ctx.log.error({ err: error, job: queued.name, id: queued.id, isOver }, "job failed");
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
  // The catalogue pairs each name with its payload; TypeScript cannot follow that through the generic index.
  return (own[name] as (ctx: Context, payload: unknown) => Promise<void>)(ctx, payload);
}

/** Does nothing when the queue has given the job to another worker, which will close it. */
async function close(ctx: Context, queued: QueuedJob): Promise<void> {
  if (!isFromOutbox(queued) || queued.signal.aborted) return;
  try {
    await finishJob(ctx, queued.id);
  } catch (error) {
    // The result of the attempt does not change. The sweep of the outbox asks the queue how the job ended.
    ctx.log.error({ err: error, id: queued.id }, "a finished job could not be marked in the outbox");
  }
}

/** Jobs of schedules have other ids. */
function isFromOutbox({ id }: QueuedJob): boolean {
  return id.startsWith("job_");
}
