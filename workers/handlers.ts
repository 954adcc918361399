import type { Context } from "@/server/context";
import type { JobName, JobPayload } from "@/server/jobs/catalog";
import { keepPriceHistoryJob } from "./keep-price-history";
import { movePricePointsJob } from "./move-price-points";
import { pollProviderJob } from "./poll-provider";
import { prunePollsJob } from "./prune-polls";

type Handlers = { [Name in JobName]: (ctx: Context, payload: JobPayload<Name>) => Promise<void> };

/** Exhaustive: a job of the catalogue without a line here does not compile. */
export const handlers: Handlers = {
  "poll-provider": pollProviderJob,
  "prune-polls": prunePollsJob,
  "keep-price-history": keepPriceHistoryJob,
  "move-price-points": movePricePointsJob,
};
