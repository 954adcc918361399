import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type WorkerOptions } from "bullmq";
import { env } from "./env";
import type { QueueName } from "./jobs/catalog";

export type QueueConnection = ReturnType<typeof connectionFor>;

/**
 * Where jobs wait: Redis with REDIS_URL, else PostgreSQL in a schema of its own. BullMQ takes its backend from a process
 * default, so this is the only module that makes queues and workers.
 */
function connectionFor(databaseUrl: string, redisUrl: string | undefined) {
  if (redisUrl) return { url: redisUrl, maxRetriesPerRequest: null };
  return { connectionString: databaseUrl, schema: "bullmq", migrate: true, max: 4 };
}

function settings() {
  const { DATABASE_URL, REDIS_URL } = env();
  // The published type of the factory is narrower than what BullMQ itself passes to it (6.7.0), hence `never`.
  if (!REDIS_URL) setDefaultBackendFactory(createPostgresBackend as never);
  return { connection: connectionFor(DATABASE_URL, REDIS_URL), prefix: "gpubroker" };
}

export function openQueue(name: QueueName): Queue {
  return new Queue(name, {
    ...settings(),
    defaultJobOptions: { removeOnComplete: { count: 200 }, removeOnFail: { count: 500 } },
  });
}

export function openWorker(name: QueueName, run: (job: { name: string; data: unknown }) => Promise<void>, options: Pick<WorkerOptions, "concurrency">): Worker {
  return new Worker(name, run, { ...settings(), ...options });
}
