import { isDeepStrictEqual } from "node:util";
import type { JobQueue } from "@/server/queue";
import { type JobName, type JobSpec, jobs } from "./catalog";

/** One repeated job: its key makes a second scheduler of the same thing replace the first. */
export type Schedule = {
  key: string;
  job: JobName;
  payload: Record<string, unknown>;
  everyMs: number;
  /** When the first one is due, from now; it fixes the phase of all that follow. */
  firstAfterMs?: number;
};

/**
 * Makes the queue's schedules equal to the given ones: missing are added, changed replaced, others removed. Several
 * workers may do so at once.
 */
export async function applySchedules(queue: JobQueue, schedules: readonly Schedule[]): Promise<void> {
  for (const schedule of schedules) await applySchedule(queue, schedule);
  const wanted = new Set(schedules.map(({ key }) => key));
  for (const { key } of await queue.getJobSchedulers()) {
    if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
}

async function applySchedule(queue: JobQueue, schedule: Schedule): Promise<void> {
  const { key, job, payload, everyMs, firstAfterMs = 0 } = schedule;
  if (await isApplied(queue, schedule)) return;
  try {
    await queue.upsertJobScheduler(
      key,
      { every: everyMs, ...(firstAfterMs > 0 ? { startDate: Date.now() + firstAfterMs } : {}) },
      { name: job, data: payload, opts: retriesOf(jobs[job]) },
    );
  } catch (error) {
    // Of two workers that change one schedule at once BullMQ refuses the later (6.7.0); what counts is that it stands.
    if (!(await isApplied(queue, schedule))) throw error;
  }
}

/** The phase apart: it counts from the start of whoever applied the schedule, so it is never the same twice. */
async function isApplied(queue: JobQueue, { key, job, payload, everyMs }: Schedule): Promise<boolean> {
  const wanted = { name: job, everyMs, data: payload, ...retriesOf(jobs[job]) };
  const standing = await queue.getJobSchedulers();
  return standing.some(({ key: ownKey, name, every, template }) => {
    const { attempts, backoff } = template?.opts ?? {};
    const own = { name, everyMs: Number(every), data: template?.data, attempts, backoff };
    return ownKey === key && isDeepStrictEqual({ backoff: undefined, ...wanted }, own);
  });
}

function retriesOf({ attempts, backoffMs }: JobSpec) {
  return { attempts, ...(backoffMs === undefined ? {} : { backoff: { type: "fixed", delay: backoffMs } }) };
}
