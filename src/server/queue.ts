import { createPostgresBackend, Queue, Worker } from "bullmq";
import type { QueueName } from "@/server/jobs/catalog";
import { env } from "./env";

/** Where jobs wait: Redis when its address is given, else PostgreSQL in a schema of its own. */
export type QueueHome = { databaseUrl: string; redisUrl: string | undefined };

/** What we use of a queue, the same on both backends. */
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

/** The only maker of queues: everything else names one and does not know what it runs on. */
export function openQueue(name: QueueName, home = ownHome()): JobQueue {
  const settings = { prefix: PREFIX, defaultJobOptions: KEPT };
  if (home.redisUrl) return new Queue(name, { ...settings, connection: redis(home.redisUrl) });
  return new Queue(name, { ...settings, connection: postgres(home.databaseUrl) }, createPostgresBackend);
}

export function openWorker(
  name: QueueName,
  run: Run,
  concurrency: number,
  home = ownHome(),
): Pick<Worker, "close"> {
  const settings = { prefix: PREFIX, concurrency };
  if (home.redisUrl) return new Worker(name, run, { ...settings, connection: redis(home.redisUrl) });
  return new Worker(
    name,
    run,
    { ...settings, connection: postgres(home.databaseUrl) },
    createPostgresBackend,
  );
}

function ownHome(): QueueHome {
  const { DATABASE_URL, REDIS_URL } = env();
  return { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL };
}

function redis(url: string) {
  return { url, maxRetriesPerRequest: null };
}

function postgres(connectionString: string) {
  // The schema's owner migrates it. BullMQ makes a sequence for each queue, which is to belong to all processes' logins.
  return { connectionString, schema: "bullmq", options: "-c role=gpubroker_app", max: 4 };
}
