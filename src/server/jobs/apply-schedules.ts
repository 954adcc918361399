import { isDeepStrictEqual } from "node:util";
import { type JobQueue, retriesOf } from "@/server/queue";
import type { Repetition } from "./catalog";
import type { Schedule } from "./schedules";

type Standing = Awaited<ReturnType<JobQueue["getJobSchedulers"]>>[number];

/**
 * Makes the queue's schedules equal to the given ones: missing ones are added, changed ones replaced, others removed.
 * Several workers may do so at once, and as often as they like.
 */
export async function applySchedules(queue: JobQueue, schedules: readonly Schedule[]): Promise<void> {
  const standing = await queue.getJobSchedulers();
  for (const schedule of schedules) {
    if (!standing.some((one) => isSame(one, schedule))) await applySchedule(queue, schedule);
  }
  const wanted = new Set(schedules.map(({ key }) => key));
  for (const { key } of standing) {
    if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
}

async function applySchedule(queue: JobQueue, schedule: Schedule): Promise<void> {
  const { key, job, payload, repetition } = schedule;
  try {
    await queue.upsertJobScheduler(key, repeatOf(repetition), {
      name: job,
      data: payload,
      opts: retriesOf(job),
    });
  } catch (error) {
    // When two workers change one schedule at once, BullMQ 6.7.0 refuses the later. All that counts is that it is in force.
    const standing = await queue.getJobSchedulers();
    if (!standing.some((one) => isSame(one, schedule))) throw error;
  }
}

function repeatOf(repetition: Repetition) {
  if ("cron" in repetition) return { pattern: repetition.cron, tz: "UTC" };
  const { everyMs, firstAfterMs = 0 } = repetition;
  return firstAfterMs > 0 ? { every: everyMs, startDate: Date.now() + firstAfterMs } : { every: everyMs };
}

/** The first run is left out: it counts from the start of the worker that applied the schedule, so it always differs. */
function isSame(standing: Standing, { key, job, payload, repetition }: Schedule): boolean {
  const { attempts, backoff } = standing.template?.opts ?? {};
  const own = {
    key: standing.key,
    job: standing.name,
    payload: standing.template?.data ?? {},
    rhythm: standing.pattern ?? Number(standing.every),
    attempts,
    backoff,
  };
  const rhythm = "cron" in repetition ? repetition.cron : repetition.everyMs;
  return isDeepStrictEqual(own, { key, job, payload, rhythm, ...retriesOf(job) });
}
