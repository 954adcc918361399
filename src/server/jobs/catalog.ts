import { z } from "zod";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The queues that jobs wait in. `concurrency` is how many jobs one worker process runs at once. Separate queues keep slow work,
 * such as polls that hang, from delaying a launch, a payment or a mail.
 */
export const queues = {
  // One slot per provider and a few more, so that hanging feeds leave slots for the other jobs.
  market: { concurrency: 24 },
  pods: { concurrency: 16 },
  billing: { concurrency: 8 },
  mail: { concurrency: 4 },
} as const satisfies Record<string, { concurrency: number }>;

export type QueueName = keyof typeof queues;

/** When a job repeats: at a fixed interval, or at the times of a cron expression, read in UTC. */
export type Repetition = { everyMs: number; firstAfterMs?: number } | { cron: string };

export type Backoff = { type: "fixed" | "exponential"; delayMs: number };

export type JobSpec = {
  /** Ids and parameters, as JSON. Rows carry the state. A new field is optional for one release. */
  payload: z.ZodType<Record<string, unknown>>;
  queue: QueueName;
  /** Total number of attempts after temporary failures. A permanent failure is not retried: see workers/permanent-error.ts. */
  attempts: number;
  /** The pause between two attempts; absent when there is only one. */
  backoff?: Backoff;
  /** After this time the attempt fails, its signal is aborted and its slot is free, whether or not the work has stopped. */
  timeoutMs: number;
  /** `by settings`: schedules.ts decides, because it depends on providers, mode or stores. `none`: only enqueue.ts starts it. */
  schedule: Repetition | "by settings" | "none";
};

const nothing = z.object({});
const fiveSeconds: Backoff = { type: "fixed", delayMs: 5 * SECOND_MS };

/** All jobs. The web process imports this table and enqueue.ts; the workers implement the jobs. */
export const jobs = {
  "poll-provider": {
    payload: z.object({ provider: z.string() }),
    queue: "market",
    // The schedule is the retry.
    attempts: 1,
    // AWS's price list comes in eight files of up to 20 minutes each. Every call also has its own, shorter time-out.
    timeoutMs: 3 * HOUR_MS,
    schedule: "by settings",
  },
  "record-index": {
    payload: nothing,
    queue: "market",
    attempts: 2,
    backoff: { type: "fixed", delayMs: 10 * SECOND_MS },
    timeoutMs: 5 * MINUTE_MS,
    schedule: "by settings",
  },
  "prune-index": {
    payload: nothing,
    queue: "market",
    attempts: 3,
    backoff: fiveSeconds,
    timeoutMs: 10 * MINUTE_MS,
    schedule: { everyMs: HOUR_MS },
  },
  "prune-polls": {
    payload: nothing,
    queue: "market",
    attempts: 3,
    backoff: fiveSeconds,
    timeoutMs: 10 * MINUTE_MS,
    schedule: { everyMs: HOUR_MS },
  },
  "keep-price-history": {
    payload: nothing,
    queue: "market",
    attempts: 3,
    backoff: fiveSeconds,
    timeoutMs: 30 * MINUTE_MS,
    schedule: { everyMs: 15 * MINUTE_MS },
  },
  "move-price-points": {
    payload: nothing,
    queue: "market",
    // The schedule is the retry.
    attempts: 1,
    timeoutMs: 10 * MINUTE_MS,
    schedule: "by settings",
  },
} as const satisfies Record<string, JobSpec>;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]["payload"]>;

/** The entry of a job, without the literal types of the table. */
export function specOf(name: JobName): JobSpec {
  return jobs[name];
}

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobs, name);
}

/** The typed keys of a table, which `Object.keys` does not give. It is safe because nothing is added to these tables later. */
function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

export const jobNames = namesOf(jobs);
export const queueNames = namesOf(queues);
