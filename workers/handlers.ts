import type { Context } from "@/server/context";
import type { JobName, JobPayload } from "@/server/jobs/catalog";
import { pollProviderJob } from "./poll-provider";
import { prunePollsJob } from "./prune-polls";

type Handlers = { [Name in JobName]: (ctx: Context, payload: JobPayload<Name>) => Promise<void> };

/** Exhaustive: a job of the catalogue without a line here does not compile. */
export const handlers: Handlers = {
  "poll-provider": pollProviderJob,
  "prune-polls": prunePollsJob,
};
