import { readFileSync } from "node:fs";
import { z } from "zod";

/** What `scripts/chaos.mjs` hands over: the options and the addresses of the instance and its twin. */
const plan = z.object({
  minutes: z.number().positive(),
  seed: z.int().nonnegative(),
  /** Names of the faults to use; null: all. */
  only: z.array(z.string()).nullable(),
  /** Instead of what the seed draws: the faults in this order, those of one step at once. */
  sequence: z.array(z.array(z.string())).nullable(),
  /** Other work runs on this machine, so times say less. */
  isShared: z.boolean(),
  port: z.int(),
  instancePid: z.int(),
  simulatorUrl: z.url(),
  databaseUrl: z.string(),
  /** As the owner, for what the processes may not read. */
  ownerUrl: z.string(),
  twinUrl: z.string(),
  /** A small file system that holds the database; null: it cannot be filled. */
  diskFolder: z.string().nullable(),
  /** The file that moves the clock of the processes; null: libfaketime was not found. */
  clockFile: z.string().nullable(),
  /** For logs. */
  folder: z.string(),
});

export type Plan = z.infer<typeof plan>;

export function readPlan(file: string): Plan {
  return plan.parse(JSON.parse(readFileSync(file, "utf8")));
}
