import { jobContext } from "@/server/context";
import { applySchedules } from "@/server/jobs/apply-schedules";
import { type QueueName, queueNames, specOf } from "@/server/jobs/catalog";
import { mendQueueTimes } from "@/server/jobs/mend-queue-times";
import { deliverOutbox } from "@/server/jobs/outbox/deliver";
import { sweepOutbox } from "@/server/jobs/outbox/sweep";
import { bothClocks, type Clocks } from "@/server/jobs/rearm";
import type { Schedule } from "@/server/jobs/schedules";
import { queueNamed } from "@/server/queue";
import { repeat } from "./repeat";

const DELIVER_EVERY_MS = 5000;
const SWEEP_EVERY_MS = 60_000;

/**
 * Delivers what a crash left in the outbox, sweeps the outbox, restores missing schedules, and mends what a wrong clock has stored:
 * schedules that are armed too far ahead, locks and pauses of jobs, the last look for jobs of dead workers.
 *
 * These are timers and not jobs, because they must also run when the queue has lost its jobs and schedules. Every worker
 * process runs them; several may run at once without harm.
 */
export function keepMoving(schedules: readonly Schedule[]): { stop: () => Promise<void> } {
  const timers = [
    repeat(DELIVER_EVERY_MS, (ctx) => deliverOutbox(ctx, queueNamed)),
    repeat(SWEEP_EVERY_MS, (ctx) => sweepOutbox(ctx, queueNamed)),
    repeat(SWEEP_EVERY_MS, () => applyAll(schedules)),
  ];
  return {
    stop: async () => {
      await Promise.all(timers.map((timer) => timer.stop()));
    },
  };
}

/** Each queue has the schedules of its own jobs. What a wrong clock has stored in the queue is mended at the same time. */
export async function applyAll(schedules: readonly Schedule[], clocks: Clocks = bothClocks()): Promise<void> {
  const ofQueue = (name: QueueName) => schedules.filter(({ job }) => specOf(job).queue === name);
  await Promise.all([
    mendQueueTimes(jobContext("keep-moving"), clocks),
    ...queueNames.map((name) => applySchedules(queueNamed(name), ofQueue(name), clocks)),
  ]);
}
