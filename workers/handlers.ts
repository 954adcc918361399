import type { Context } from "@/server/context";
import type { JobName, JobPayload } from "@/server/jobs/catalog";
import { keepPriceHistoryJob } from "./market/keep-price-history";
import { movePricePointsJob } from "./market/move-price-points";
import { pollProviderJob } from "./market/poll-provider";
import { pruneIndexJob } from "./market/prune-index";
import { prunePollsJob } from "./market/prune-polls";
import { recordIndexJob } from "./market/record-index";

export type Handlers = { [Name in JobName]: (ctx: Context, payload: JobPayload<Name>) => Promise<void> };

/** Exhaustive: a job in the catalogue without a line here does not compile. */
export const handlers: Handlers = {
  "poll-provider": pollProviderJob,
  "record-index": recordIndexJob,
  "prune-index": pruneIndexJob,
  "prune-polls": prunePollsJob,
  "keep-price-history": keepPriceHistoryJob,
  "move-price-points": movePricePointsJob,
};
