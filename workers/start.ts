import { db } from "@/server/db";
import { env, providerSecrets } from "@/server/env";
import { isJobName, queueNames } from "@/server/jobs/catalog";
import { applySchedules, type Schedule } from "@/server/jobs/schedule";
import { recordedEveryMs } from "@/server/market-index/recorded-market";
import { providers } from "@/server/providers/registry";
import { openQueue, openWorker } from "@/server/queue";
import { runJob } from "./run-job";

/** Polls that may run side by side: one per feed and a little room. */
const CONCURRENCY = 8;
/** In simulated mode prices move while one looks; Vast.ai allows ten searches a minute, there as in reality. */
const SIMULATED_POLL_MS = 7000;

/** Starts a worker per queue and makes the schedules true. `stop` lets running jobs finish. */
export async function startWorkers(): Promise<{ stop: () => Promise<void> }> {
  const queues = queueNames.map((name) => ({ name, queue: openQueue(name) }));
  const workers = queues.map(({ name }) =>
    openWorker(
      name,
      (job) => (isJobName(job.name) ? runJob(job.name, job.data) : refuse(job.name)),
      CONCURRENCY,
    ),
  );
  for (const { queue } of queues) await applySchedules(queue, schedules());
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(queues.map(({ queue }) => queue.close()));
      await db().$disconnect();
    },
  };
}

function schedules(): Schedule[] {
  const polls = providers
    .filter(({ secretNames }) => providerSecrets(secretNames) !== null)
    .map((provider) => ({
      key: `poll-provider:${provider.slug}`,
      job: "poll-provider" as const,
      payload: { provider: provider.slug },
      everyMs: env().MARKET === "simulated" ? SIMULATED_POLL_MS : provider.pollEverySeconds * 1000,
    }));
  return [
    ...polls,
    { key: "record-index", job: "record-index", payload: {}, everyMs: recordedEveryMs() },
    { key: "prune-index", job: "prune-index", payload: {}, everyMs: 3_600_000 },
    { key: "prune-polls", job: "prune-polls", payload: {}, everyMs: 3_600_000 },
  ];
}

async function refuse(name: string): Promise<void> {
  throw new Error(`no such job: ${name}`);
}
