import { createPostgresBackend, type Job, Queue, UnrecoverableError, Worker } from "bullmq";
import { type Backoff, type JobName, type QueueName, queueNames, specOf } from "@/server/jobs/catalog";
import { logFor } from "./log";
import { settings } from "./settings";

/** Where jobs wait: in Redis when its address is given, otherwise in PostgreSQL in a schema of its own. */
export type QueueHome = { databaseUrl: string; redisUrl: string | undefined };

/** What we use of a queue. It is the same on both backends. */
export type JobQueue = Pick<
  Queue,
  | "add"
  | "upsertJobScheduler"
  | "getJobSchedulers"
  | "removeJobScheduler"
  | "getJobState"
  | "getCompletedCount"
  | "getDelayed"
  | "getFailedCount"
  | "getFailed"
  | "getWaitingCount"
  | "obliterate"
  | "close"
>;

/** One attempt at a job, as a worker receives it. */
export type QueuedJob = {
  id: string;
  name: string;
  data: unknown;
  /** No attempt follows a failure of this one. */
  isLastAttempt: boolean;
  /** Aborted when the queue has given the job to another worker. */
  signal: AbortSignal;
};

export type JobWorker = Pick<Worker, "close">;

type WorkerOptions = {
  concurrency: number;
  home?: QueueHome;
  /** How long a job waits for a worker that died; a worker that lives renews its lock twice in that time. */
  lockMs?: number;
};

const PREFIX = "gpubroker";
const KEPT = { removeOnComplete: { count: 200 }, removeOnFail: { count: 500 } };
const LOCK_MS = 30_000;
/** A job whose worker dies goes to another one. Deployments kill workers too, so once (the default) would be too few. */
const MAX_STALLED_COUNT = 3;

/** The only place that makes queues: other code names one and does not know what it runs on. */
export function openQueue(name: QueueName, home = ownHome()): JobQueue {
  const options = { prefix: PREFIX, defaultJobOptions: KEPT };
  const queue = home.redisUrl
    ? new Queue(name, { ...options, connection: redis(home.redisUrl) })
    : new Queue(name, { ...options, connection: postgres(home.databaseUrl) }, createPostgresBackend);
  queue.on("error", (error) => logFor("queue").warn({ queue: name, err: error }, "queue connection failed"));
  return queue;
}

/** Runs a queue's jobs, at most `concurrency` at once, until it is closed; closing waits for the running ones. */
export function openWorker(
  name: QueueName,
  run: (job: QueuedJob) => Promise<void>,
  { concurrency, home = ownHome(), lockMs = LOCK_MS }: WorkerOptions,
): JobWorker {
  const options = { prefix: PREFIX, concurrency, lockDuration: lockMs, maxStalledCount: MAX_STALLED_COUNT };
  // BullMQ aborts only the signal of processors that declare it.
  const process = (job: Job, _token?: string, signal?: AbortSignal) => run(queuedJob(job, signal));
  const worker = home.redisUrl
    ? new Worker(name, process, { ...options, connection: redis(home.redisUrl) })
    : new Worker(
        name,
        process,
        { ...options, connection: postgres(home.databaseUrl) },
        createPostgresBackend,
      );
  const log = logFor("queue");
  worker.on("error", (error) => log.warn({ queue: name, err: error }, "worker connection failed"));
  worker.on("stalled", (id) => log.warn({ queue: name, id }, "job lost its worker and waits for another"));
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) worker.cancelJob(id, "the queue has given this job to another worker");
  });
  return worker;
}

/** The catalogue's attempts and backoff as BullMQ reads them. */
export function retriesOf(job: JobName) {
  const { attempts, backoff } = specOf(job);
  return { attempts, backoff: backoff && backoffOf(backoff) };
}

function backoffOf({ type, delayMs }: Backoff) {
  return { type, delay: delayMs };
}

/** The error as one that no attempt follows, whatever the job's options say. */
export function withoutRetry(error: Error): Error {
  return Object.assign(new UnrecoverableError(error.message), { cause: error });
}

const held = globalThis as { gpubrokerQueues?: Map<QueueName, JobQueue> };

/** This process's one handle of a queue, opened at the first call. */
export function queueNamed(name: QueueName): JobQueue {
  held.gpubrokerQueues ??= new Map();
  const queue = held.gpubrokerQueues.get(name) ?? openQueue(name);
  held.gpubrokerQueues.set(name, queue);
  return queue;
}

/** Closes every handle that {@link queueNamed} opened. */
export async function closeQueues(): Promise<void> {
  const open = queueNames.flatMap((name) => held.gpubrokerQueues?.get(name) ?? []);
  held.gpubrokerQueues = undefined;
  await Promise.all(open.map((queue) => queue.close()));
}

function queuedJob({ id = "", name, data, attemptsMade, opts }: Job, signal?: AbortSignal): QueuedJob {
  const isLastAttempt = attemptsMade + 1 >= (opts.attempts ?? 1);
  return { id, name, data, isLastAttempt, signal: signal ?? new AbortController().signal };
}

function ownHome(): QueueHome {
  const { DATABASE_URL, REDIS_URL } = settings();
  return { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL };
}

function redis(url: string) {
  return { url, maxRetriesPerRequest: null };
}

function postgres(connectionString: string) {
  // The schema's owner migrates it. BullMQ makes a sequence for each queue, which is to belong to all processes' logins.
  return { connectionString, schema: "bullmq", options: "-c role=gpubroker_app", max: 4 };
}
