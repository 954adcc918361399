import { db } from "@/server/db";
import { env, environmentKeys, vaultFrom } from "@/server/env";
import { isJobName, queueNames } from "@/server/jobs/catalog";
import { applySchedules, type Schedule } from "@/server/jobs/schedule";
import { recordedEveryMs } from "@/server/market-index/recorded-market";
import { clickhouseUrl } from "@/server/price-history/store/choose";
import type { Provider } from "@/server/providers/contract";
import { providers } from "@/server/providers/registry";
import { openQueue, openWorker } from "@/server/queue";
import { runJob } from "./run-job";

/** One per feed and a little room, so that feeds that hang leave a place to every other. */
const CONCURRENCY = providers.length + 4;
/** From one feed's first poll to the next one's: polls of one rhythm stay apart for good. */
const SPREAD_MS = 1000;
/** In simulated mode prices move while one looks; Vast.ai allows ten searches a minute, there as in reality. */
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
  const isSimulated = env().MARKET === "simulated";
  const polls = providers.filter(mayHaveKeys).map((provider, position) => ({
    key: `poll-provider:${provider.slug}`,
    job: "poll-provider" as const,
    payload: { provider: provider.slug },
    everyMs: isSimulated ? simulatedPollMs : provider.pollEverySeconds * 1000,
    firstAfterMs: isSimulated ? 0 : position * SPREAD_MS,
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

/** What Vault holds may change while we run, so a feed that it may have the key of is polled, and each poll looks. */
function mayHaveKeys({ secretNames }: Provider): boolean {
  return vaultFrom() !== null || Object.keys(environmentKeys(secretNames)).length === secretNames.length;
}

async function refuse(name: string): Promise<void> {
  throw new Error(`no such job: ${name}`);
}
