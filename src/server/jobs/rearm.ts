import { machineNow, trustedNow } from "@/server/clock/clock";
import type { JobQueue } from "@/server/queue";
import { queueTimeout } from "./queue-timeout";
import type { Schedule } from "./schedules";

/** What decides whether a schedule still runs: BullMQ starts a job by the wall clock of its worker, which may be wrong. */
export type Clocks = { machine: Date; trusted: Date };

export type InstalledSchedule = Awaited<ReturnType<JobQueue["getJobSchedulers"]>>[number];

/** The longest pause between two runs of a cron expression that is no mistake. */
const LONGEST_CRON_PAUSE_MS = 31 * 24 * 3_600_000;
/** How late another worker, whose machine's clock is right, may start a job before this one takes it for forgotten. */
const GRACE_MS = 15_000;

export function bothClocks(): Clocks {
  return { machine: machineNow(), trusted: trustedNow() };
}

/**
 * Why an installed schedule will not run when it should, or null.
 *
 * - `too far ahead`: this machine's clock went back, or a wrong clock armed it. A run that is due in time by the trusted clock
 *   is left to the workers on other machines, until it is overdue.
 * - `not armed`: no job waits for the next run, because arming it failed when the last one started.
 */
export async function whyStuck(
  queue: JobQueue,
  { key, next }: InstalledSchedule,
  { schedule, clocks }: { schedule: Schedule; clocks: Clocks },
): Promise<"too far ahead" | "not armed" | null> {
  if (next === undefined || next === null) return "not armed";
  const furthestMs = 2 * everyMsOf(schedule);
  const isInTime = ({ from, by }: { from: number; by: Date }) =>
    next >= from && next <= by.getTime() + furthestMs;
  const dueInTime = { from: clocks.trusted.getTime() - GRACE_MS, by: clocks.trusted };
  if (!isInTime({ from: 0, by: clocks.machine }) && !isInTime(dueInTime)) return "too far ahead";
  if (next >= clocks.machine.getTime() - GRACE_MS) return null;
  // The id that BullMQ gives the job of a run. A job that waits or runs arms the next run when it starts,
  // and the queue takes that of a dead worker back: mend-queue-times.ts sees to it that it does.
  const state = await queueTimeout.execute(() => queue.getJobState(`repeat:${key}:${next}`));
  if (state !== "completed" && state !== "failed" && state !== "unknown") return null;
  // The run may have started and armed its successor since the schedules were read.
  const again = await queueTimeout.execute(() => queue.getJobScheduler(key));
  return again?.next === next ? "not armed" : null;
}

function everyMsOf({ repetition }: Schedule): number {
  return "cron" in repetition ? LONGEST_CRON_PAUSE_MS : repetition.everyMs + (repetition.firstAfterMs ?? 0);
}
