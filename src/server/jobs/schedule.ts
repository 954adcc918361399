import type { JobQueue } from "../queue";
import { type JobName, jobs } from "./catalog";

/** One repeated job: its key makes a second scheduler of the same thing replace the first. */
export type Schedule = { key: string; job: JobName; payload: Record<string, unknown>; everyMs: number };

/**
 * Makes the queue's schedules equal to the given ones: missing are added, changed replaced, others removed. Several
 * workers may do so at once.
 */
export async function applySchedules(queue: JobQueue, schedules: readonly Schedule[]): Promise<void> {
  for (const { key, job, payload, everyMs } of schedules) {
    const { attempts } = jobs[job];
    await queue.upsertJobScheduler(key, { every: everyMs }, { name: job, data: payload, opts: { attempts } });
  }
  const wanted = new Set(schedules.map(({ key }) => key));
  for (const { key } of await queue.getJobSchedulers()) {
    if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
}
