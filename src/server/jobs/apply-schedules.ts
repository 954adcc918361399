import { isDeepStrictEqual } from "node:util";
import { machineNow } from "@/server/clock/clock";
import { logFor } from "@/server/log";
import { type JobQueue, retriesOf } from "@/server/queue";
import type { Repetition } from "./catalog";
import { queueTimeout } from "./queue-timeout";
import { bothClocks, type Clocks, type InstalledSchedule, whyStuck } from "./rearm";
import type { Schedule } from "./schedules";

/**
 * Makes the schedules of the queue equal to the given ones: adds missing ones, replaces changed ones, removes others, and arms
 * again those whose next run would not come. Idempotent, and several workers may run it at once.
 *
 * @throws {TaskCancelledError} when the queue does not answer in time; the next call completes the work.
 */
export async function applySchedules(
  queue: JobQueue,
  schedules: readonly Schedule[],
  clocks: Clocks = bothClocks(),
): Promise<void> {
  const installed = await queueTimeout.execute(() => queue.getJobSchedulers());
  for (const schedule of schedules) {
    const standing = installed.find((one) => isSame(one, schedule));
    if (standing === undefined) await applySchedule(queue, schedule);
    else await rearmWhenStuck(queue, standing, { schedule, clocks });
  }
  const wanted = new Set(schedules.map(({ key }) => key));
  for (const { key } of installed) {
    if (!wanted.has(key)) await queueTimeout.execute(() => queue.removeJobScheduler(key));
  }
}

/** Removed first: BullMQ keeps the next run of a schedule that is only replaced. The new one is due at once, or spread as at the start. */
async function rearmWhenStuck(
  queue: JobQueue,
  installed: InstalledSchedule,
  { schedule, clocks }: { schedule: Schedule; clocks: Clocks },
): Promise<void> {
  const why = await whyStuck(queue, installed, { schedule, clocks });
  if (why === null) return;
  const next = installed.next ? new Date(installed.next) : null;
  logFor("schedules").error({ key: schedule.key, why, next, ...clocks }, "a schedule is armed again");
  await queueTimeout.execute(() => queue.removeJobScheduler(schedule.key));
  await applySchedule(queue, schedule);
}

async function applySchedule(queue: JobQueue, schedule: Schedule): Promise<void> {
  const { key, job, payload, repetition } = schedule;
  try {
    const template = { name: job, data: payload, opts: retriesOf(job) };
    await queueTimeout.execute(() => queue.upsertJobScheduler(key, repeatOf(repetition), template));
  } catch (error) {
    // When two workers change a schedule at once, BullMQ 6.7.0 refuses the later one. Only the installed schedule matters.
    const installed = await queueTimeout.execute(() => queue.getJobSchedulers());
    if (!installed.some((one) => isSame(one, schedule))) throw error;
  }
}

function repeatOf(repetition: Repetition) {
  if ("cron" in repetition) return { pattern: repetition.cron, tz: "UTC" };
  const { everyMs, firstAfterMs = 0 } = repetition;
  return firstAfterMs > 0
    ? { every: everyMs, startDate: machineNow().getTime() + firstAfterMs }
    : { every: everyMs };
}

/** Ignores the first run: it depends on when the worker applied the schedule, so it always differs. */
function isSame(installed: InstalledSchedule, { key, job, payload, repetition }: Schedule): boolean {
  const { attempts, backoff } = installed.template?.opts ?? {};
  const own = {
    key: installed.key,
    job: installed.name,
    payload: installed.template?.data ?? {},
    rhythm: installed.pattern ?? Number(installed.every),
    attempts,
    backoff,
  };
  const rhythm = "cron" in repetition ? repetition.cron : repetition.everyMs;
  return isDeepStrictEqual(own, { key, job, payload, rhythm, ...retriesOf(job) });
}
