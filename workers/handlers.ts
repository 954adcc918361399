import type { Context } from "@/server/context";
import type { JobName, JobPayload } from "@/server/jobs/catalog";
import { keepPriceHistoryJob } from "./keep-price-history";
import { movePricePointsJob } from "./move-price-points";
import { pollProviderJob } from "./poll-provider";
import { pruneIndexJob } from "./prune-index";
import { prunePollsJob } from "./prune-polls";
import { recordIndexJob } from "./record-index";

type Handlers = { [Name in JobName]: (ctx: Context, payload: JobPayload<Name>) => Promise<void> };

/** Exhaustive: a job of the catalogue without a line here does not compile. */
export const handlers: Handlers = {
  "poll-provider": pollProviderJob,
  "record-index": recordIndexJob,
  "prune-index": pruneIndexJob,
  "prune-polls": prunePollsJob,
  "keep-price-history": keepPriceHistoryJob,
  "move-price-points": movePricePointsJob,
};
