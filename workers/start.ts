import { db } from "@/server/db";
import { isJobName, queueNames } from "@/server/jobs/catalog";
import { applySchedules, type Schedule } from "@/server/jobs/schedule";
import { recordedEveryMs } from "@/server/market-index/recorded-every";
import { byMarket } from "@/server/mode";
import { clickhouseUrl } from "@/server/price-history/store/choose";
import { providers } from "@/server/providers/registry";
import { openQueue, openWorker } from "@/server/queue";
import { mayFindKeys } from "@/server/secrets";
import { runJob } from "./run-job";

/** One per feed and a little room, so that feeds that hang leave a place to every other. */
const CONCURRENCY = providers.length + 4;
/** Between the first polls of two feeds, so that feeds with the same interval are never polled at the same moment. */
const SPREAD_MS = 1000;
/** In a simulated market prices move while one looks; its Vast.ai allows ten searches a minute, as the real one does. */
const SIMULATED_POLL_MS = 7000;

/** Often, so that little waits in PostgreSQL; a run that finds nothing costs four empty reads. */
const movePoints: Schedule = {
  key: "move-price-points",
  job: "move-price-points",
  payload: {},
  everyMs: 10_000,
};

/** Starts a worker per queue and makes the schedules true. `stop` lets running jobs finish. */
export async function startWorkers({ simulatedPollMs = SIMULATED_POLL_MS } = {}): Promise<{
  stop: () => Promise<void>;
}> {
  const queues = queueNames.map((name) => ({ name, queue: openQueue(name) }));
  const workers = queues.map(({ name }) =>
    openWorker(
      name,
      (job) => (isJobName(job.name) ? runJob(job.name, job.data) : refuse(job.name)),
      CONCURRENCY,
    ),
  );
  for (const { queue } of queues) await applySchedules(queue, schedules(simulatedPollMs));
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(queues.map(({ queue }) => queue.close()));
      await db().$disconnect();
    },
  };
}

function schedules(simulatedPollMs: number): Schedule[] {
  const keyed = providers.filter(({ secretNames }) => mayFindKeys(secretNames));
  const polls = byMarket({ real: keyed, simulated: providers }).map((provider, position) => ({
    key: `poll-provider:${provider.slug}`,
    job: "poll-provider" as const,
    payload: { provider: provider.slug },
    everyMs: byMarket({ real: provider.pollEverySeconds * 1000, simulated: simulatedPollMs }),
    firstAfterMs: byMarket({ real: position * SPREAD_MS, simulated: 0 }),
  }));
  return [
    ...polls,
    { key: "record-index", job: "record-index", payload: {}, everyMs: recordedEveryMs() },
    { key: "prune-index", job: "prune-index", payload: {}, everyMs: 3_600_000 },
    { key: "prune-polls", job: "prune-polls", payload: {}, everyMs: 3_600_000 },
    { key: "keep-price-history", job: "keep-price-history", payload: {}, everyMs: 900_000 },
    ...(clickhouseUrl() === undefined ? [] : [movePoints]),
  ];
}

async function refuse(name: string): Promise<void> {
  throw new Error(`no such job: ${name}`);
}
