import { createPostgresBackend, Queue, Worker } from "bullmq";
import type { QueueName } from "@/server/jobs/catalog";
import { settings } from "./settings";

/** Where jobs wait: Redis when its address is set, otherwise PostgreSQL in a schema of its own. */
export type QueueHome = { databaseUrl: string; redisUrl: string | undefined };

/** The part of a queue that we use, the same on both backends. */
export type JobQueue = Pick<
  Queue,
  | "add"
  | "upsertJobScheduler"
  | "getJobSchedulers"
  | "removeJobScheduler"
  | "getCompletedCount"
  | "getDelayed"
  | "getFailedCount"
  | "getFailed"
  | "obliterate"
  | "close"
>;

type Run = (job: { name: string; data: unknown }) => Promise<void>;

const PREFIX = "gpubroker";
const KEPT = { removeOnComplete: { count: 200 }, removeOnFail: { count: 500 } };

/** The only place that makes queues: other code names one and does not know what it runs on. */
export function openQueue(name: QueueName, home = ownHome()): JobQueue {
  const options = { prefix: PREFIX, defaultJobOptions: KEPT };
  if (home.redisUrl) return new Queue(name, { ...options, connection: redis(home.redisUrl) });
  return new Queue(name, { ...options, connection: postgres(home.databaseUrl) }, createPostgresBackend);
}

export function openWorker(
  name: QueueName,
  run: Run,
  concurrency: number,
  home = ownHome(),
): Pick<Worker, "close"> {
  const options = { prefix: PREFIX, concurrency };
  if (home.redisUrl) return new Worker(name, run, { ...options, connection: redis(home.redisUrl) });
  return new Worker(name, run, { ...options, connection: postgres(home.databaseUrl) }, createPostgresBackend);
}

function ownHome(): QueueHome {
  const { DATABASE_URL, REDIS_URL } = settings();
  return { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL };
}

function redis(url: string) {
  return { url, maxRetriesPerRequest: null };
}

function postgres(connectionString: string) {
  return { connectionString, schema: "bullmq", migrate: true, max: 4 };
}
