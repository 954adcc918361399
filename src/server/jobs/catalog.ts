import { z } from "zod";

export type JobSpec = { payload: z.ZodType; queue: "market"; attempts: number; backoffMs?: number };

/** Every job: what it carries, where it waits, how often it is tried. The web imports this, workers implement it. */
export const jobs = {
  "poll-provider": { payload: z.object({ provider: z.string() }), queue: "market", attempts: 1 },
  "record-index": { payload: z.object({}), queue: "market", attempts: 2, backoffMs: 10_000 },
  "prune-index": { payload: z.object({}), queue: "market", attempts: 3, backoffMs: 5000 },
  "prune-polls": { payload: z.object({}), queue: "market", attempts: 3, backoffMs: 5000 },
  "keep-price-history": { payload: z.object({}), queue: "market", attempts: 3, backoffMs: 5000 },
  "move-price-points": { payload: z.object({}), queue: "market", attempts: 1 },
} as const satisfies Record<string, JobSpec>;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]["payload"]>;
export type QueueName = JobSpec["queue"];
export const queueNames: readonly QueueName[] = ["market"];

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobs, name);
}
