import { setTimeout as sleep } from "node:timers/promises";
import { machineNow } from "@/server/clock/clock";
import { followClock } from "@/server/clock/follow-clock";
import { db } from "@/server/db";
import { type QueueName, queueNames, queues } from "@/server/jobs/catalog";
import type { Clocks } from "@/server/jobs/rearm";
import { wantedSchedules } from "@/server/jobs/schedules";
import { logFor } from "@/server/log";
import { closeQueues, type JobWorker, openWorker } from "@/server/queue";
import { applyAll, keepMoving } from "./keep-moving";
import { runJob } from "./run-job";

/** How long running jobs may go on after the signal to stop before they are given back to the queue. */
const FINISH_WITHIN_MS = 2500;
const RETRY_AFTER_MS = 1000;

type Running = {
  /** Resolves once every queue has a worker and its schedules. A queue that is away is waited for. */
  ready: Promise<void>;
  /** Lets running jobs finish for a moment and gives the others back to their queue. */
  stop: () => Promise<void>;
};

/** Starts a worker for each queue, on the database's time, and applies the schedules: again as soon as this machine's clock is set. */
export function startWorkers(options: { simulatedPollMs?: number } = {}): Running {
  const stopping = new AbortController();
  const schedules = wantedSchedules(options);
  // Asked before any job runs; while the database is away, no job does.
  const clock = followClock(() => applyAll(schedules, machineOnly()));
  const workers = new Map<QueueName, JobWorker>();
  const starting = queueNames.map((name) =>
    keepTrying(stopping.signal, async () => {
      await clock.asked;
      await openReady(name, workers);
    }),
  );
  const scheduling = keepTrying(stopping.signal, async () => {
    await clock.asked;
    await applyAll(schedules, machineOnly());
  });
  const keeper = keepMoving(schedules);
  return {
    ready: Promise.all([...starting, scheduling]).then(() => undefined),
    stop: async () => {
      clock.stop();
      stopping.abort();
      const open = [...workers.values()];
      const giveBack = setTimeout(() => open.forEach((worker) => void worker.giveBack()), FINISH_WITHIN_MS);
      // In parallel: the keeper may wait for a queue that does not answer, and running jobs must still finish.
      await Promise.all([keeper.stop(), ...open.map((worker) => worker.close())]);
      clearTimeout(giveBack);
      await closeQueues();
      await db().$disconnect();
    },
  };
}

/** BullMQ remembers that a worker could not connect at first and never asks again, so such a worker is replaced. */
async function openReady(name: QueueName, workers: Map<QueueName, JobWorker>): Promise<void> {
  const worker = openWorker(name, (job) => runJob(job), queues[name]);
  workers.set(name, worker);
  try {
    await worker.waitUntilReady();
  } catch (error) {
    workers.delete(name);
    worker.close(true).catch(() => undefined);
    throw error;
  }
}

/** Tries again until the work succeeds or this process stops. Only the first failure is logged. */
async function keepTrying(stopping: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let failures = 0; !stopping.aborted; failures++) {
    try {
      return await work();
    } catch (error) {
      if (failures === 0) logFor("workers").warn({ err: error }, "a queue is away; waiting for it");
      await sleep(RETRY_AFTER_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/** At the start and right after this machine's clock was set, nothing is left to the workers of other machines: there may be none. */
function machineOnly(): Clocks {
  const machine = machineNow();
  return { machine, trusted: machine };
}
