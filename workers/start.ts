import { isTaskCancelledError } from "cockatiel";
import { db } from "@/server/db";
import { queueNames, queues } from "@/server/jobs/catalog";
import { wantedSchedules } from "@/server/jobs/schedules";
import { logFor } from "@/server/log";
import { closeQueues, openWorker } from "@/server/queue";
import { applyAll, keepMoving } from "./keep-moving";
import { runJob } from "./run-job";

/**
 * Starts a worker for each queue and applies the schedules.
 *
 * @returns `stop`, which lets running jobs finish.
 */
export async function startWorkers(options: { simulatedPollMs?: number } = {}): Promise<{
  stop: () => Promise<void>;
}> {
  const schedules = wantedSchedules(options);
  const workers = queueNames.map((name) => openWorker(name, (job) => runJob(job), queues[name]));
  await applyAll(schedules).catch(continueAfterTimeout);
  const keeper = keepMoving(schedules);
  return {
    stop: async () => {
      // In parallel: the keeper may wait for a queue that does not answer, and running jobs must still finish.
      await Promise.all([keeper.stop(), ...workers.map((worker) => worker.close())]);
      await closeQueues();
      await db().$disconnect();
    },
  };
}

/** A queue that does not answer yet gets its schedules from `keepMoving`. Any other error ends the start. */
function continueAfterTimeout(error: unknown): void {
  if (!isTaskCancelledError(error)) throw error;
  logFor("workers").error({ err: error }, "a queue did not answer, so its schedules are applied later");
}
