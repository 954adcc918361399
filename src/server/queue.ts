import { setTimeout as sleep } from "node:timers/promises";
import { createPostgresBackend, type Job, Queue, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { type PoolLimits, pgLimits } from "@/server/database/pool";
import { repeatConflicts } from "@/server/database/repeat-conflicts";
import { type Backoff, type JobName, type QueueName, queueNames, specOf } from "@/server/jobs/catalog";
import { logFor } from "./log";
import { settings } from "./settings";

/** Where jobs wait: in Redis when its address is given, otherwise in a separate schema of PostgreSQL. */
export type QueueHome = { databaseUrl: string; redisUrl: string | undefined };

/** The part of a queue that we use. It is the same on both backends. */
export type JobQueue = Pick<
  Queue,
  | "add"
  | "upsertJobScheduler"
  | "getJob"
  | "getJobScheduler"
  | "getJobSchedulers"
  | "removeJobScheduler"
  | "getJobState"
  | "getCompletedCount"
  | "getDelayed"
  | "getFailedCount"
  | "getFailed"
  | "getWaitingCount"
  | "obliterate"
  | "waitUntilReady"
  | "close"
>;

/** One attempt at a job, as a worker receives it. */
export type QueuedJob = {
  id: string;
  name: string;
  data: unknown;
  /** A failure of this attempt is final. */
  isLastAttempt: boolean;
  /** Aborted when the queue has given the job to another worker. */
  signal: AbortSignal;
};

export type JobWorker = Pick<Worker, "close" | "waitUntilReady"> & {
  /** Aborts the running jobs and puts them back, for the next worker; none of them loses an attempt. */
  giveBack: () => void;
};

type WorkerOptions = {
  concurrency: number;
  home?: QueueHome;
  /** How long the job of a dead worker stays locked; a live worker renews its lock twice in that time. */
  lockMs?: number;
};

/** Each statement of the queue is short; one that takes this long has lost its server. */
const limits: PoolLimits = { connectMs: 5000, statementMs: 10_000 };

const PREFIX = "gpubroker";
const KEPT = { removeOnComplete: { count: 200 }, removeOnFail: { count: 500 } };
/** How long a job stays locked when its worker does not renew the lock. */
export const LOCK_MS = 30_000;
const STOPPING = "the worker is stopping";
/** BullMQ waits 15 s after it could not connect, and not at all after other errors of the database. */
const FETCH_AGAIN_MS = 1000;
/** How often a job may lose its worker and go to another. Deployments kill workers too, so the default of 1 is too low. */
const MAX_STALLED_COUNT = 3;

/** Whether this process's queues are in PostgreSQL, for what repairs BullMQ's tables. */
export function keepsJobsInPostgres(): boolean {
  return ownHome().redisUrl === undefined;
}

/** The only place that opens queues: other code names a queue and does not know its backend. */
export function openQueue(name: QueueName, home = ownHome()): JobQueue {
  const options = { prefix: PREFIX, defaultJobOptions: KEPT };
  const queue = home.redisUrl
    ? new Queue(name, { ...options, connection: redis(home.redisUrl) })
    : new Queue(name, { ...options, connection: postgres(home.databaseUrl) }, postgresBackend);
  queue.on("error", (error) => logFor("queue").warn({ queue: name, err: error }, "queue connection failed"));
  return queue;
}

/** Runs a queue's jobs, at most `concurrency` at once, until it is closed; closing waits for running jobs. */
export function openWorker(
  name: QueueName,
  run: (job: QueuedJob) => Promise<void>,
  { concurrency, home = ownHome(), lockMs = LOCK_MS }: WorkerOptions,
): JobWorker {
  const options = {
    prefix: PREFIX,
    concurrency,
    lockDuration: lockMs,
    maxStalledCount: MAX_STALLED_COUNT,
    runRetryDelay: FETCH_AGAIN_MS,
  };
  // BullMQ aborts only the signal of processors that declare it.
  const process = async (job: Job, token?: string, signal?: AbortSignal) => {
    try {
      await run(queuedJob(job, signal));
    } catch (error) {
      if (signal?.reason !== STOPPING) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    }
  };
  const worker = home.redisUrl
    ? new Worker(name, process, { ...options, connection: redis(home.redisUrl) })
    : new Worker(name, process, { ...options, connection: postgres(home.databaseUrl) }, createPatientBackend);
  const log = logFor("queue");
  worker.on("error", (error) => log.warn({ queue: name, err: error }, "worker connection failed"));
  worker.on("stalled", (id) =>
    log.warn({ queue: name, id }, "job lost its worker and waits for another one"),
  );
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) worker.cancelJob(id, "the queue has given this job to another worker");
  });
  return Object.assign(worker, { giveBack: () => worker.cancelAllJobs(STOPPING) });
}

/** A worker whose database refuses to give jobs would ask for them thousands of times a second. */
function createPatientBackend(...given: Parameters<typeof createPostgresBackend>) {
  const backend = postgresBackend(...given);
  const { moveToActive, waitForJob } = backend;
  backend.moveToActive = (...args) => moveToActive.apply(backend, args).catch(failLater);
  backend.waitForJob = (...args) => waitForJob.apply(backend, args).catch(failLater);
  return backend;
}

async function failLater(error: unknown): Promise<never> {
  await sleep(FETCH_AGAIN_MS);
  throw error;
}

/** The catalogue's attempts and backoff as BullMQ options. */
export function retriesOf(job: JobName) {
  const { attempts, backoff } = specOf(job);
  return { attempts, backoff: backoff && backoffOf(backoff) };
}

function backoffOf({ type, delayMs }: Backoff) {
  return { type, delay: delayMs };
}

/** Wraps an error so that the job is not retried, whatever its options say. */
export function withoutRetry(error: Error): Error {
  return Object.assign(new UnrecoverableError(error.message), { cause: error });
}

const processGlobals = globalThis as { gpubrokerQueues?: Map<QueueName, JobQueue> };

/** The one handle that this process has of a queue, opened at the first call. */
export function queueNamed(name: QueueName): JobQueue {
  processGlobals.gpubrokerQueues ??= new Map();
  return processGlobals.gpubrokerQueues.get(name) ?? openKept(name, processGlobals.gpubrokerQueues);
}

/** BullMQ remembers that it could not connect at first, and would go on failing: such a handle is closed and opened anew. */
function openKept(name: QueueName, kept: Map<QueueName, JobQueue>): JobQueue {
  const queue = openQueue(name);
  kept.set(name, queue);
  queue.waitUntilReady().catch(() => {
    if (kept.get(name) === queue) kept.delete(name);
    void queue.close().catch(() => undefined);
  });
  return queue;
}

/** Closes every handle that {@link queueNamed} opened. */
export async function closeQueues(): Promise<void> {
  const open = queueNames.flatMap((name) => processGlobals.gpubrokerQueues?.get(name) ?? []);
  processGlobals.gpubrokerQueues = undefined;
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

const postgresBackend: typeof createPostgresBackend = (...given) => {
  const backend = createPostgresBackend(...given);
  repeatConflicts(backend.connection.pool);
  return backend;
};

function postgres(connectionString: string) {
  // The owner of the schema migrates it. BullMQ creates a sequence per queue, which must belong to the logins of all processes.
  return {
    connectionString,
    schema: "bullmq",
    options: "-c role=gpubroker_app",
    max: 4,
    ...pgLimits(limits),
  };
}
