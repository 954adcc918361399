import { z } from "zod";
import { refusal } from "@/domain/field-issues";
import { parseModelSearch } from "@/domain/model/model-search";
import { historyWindowNames } from "@/domain/price/price-history";
import { publicProcedure, router } from "@/server/trpc/init";
import { getModel } from "./get-model";
import { modelPriceHistory } from "./price-history";
import { searchServedModels } from "./search";
import { endedModels, servedModels } from "./served-models";

/** A search uses the same URL parameters everywhere, so a page, a link and a procedure cannot disagree. */
const searchInput = z.record(z.string(), z.string().max(2000)).transform((parameters, context) => {
  const { search, issues } = parseModelSearch(parameters);
  for (const { field, ...issue } of issues)
    context.addIssue({ code: "custom", path: [field], ...refusal(issue) });
  return search;
});
const modelId = z.string().max(80);

export const modelsRouter = router({
  search: publicProcedure.input(searchInput).query(({ ctx, input }) => searchServedModels(ctx, input)),
  byId: publicProcedure.input(z.object({ id: modelId })).query(({ ctx, input }) => getModel(ctx, input.id)),
  servedBy: publicProcedure
    .input(z.object({ provider: z.string().max(40) }))
    .query(({ ctx, input }) => servedModels(ctx, input)),
  endedAt: publicProcedure
    .input(z.object({ provider: z.string().max(40) }))
    .query(({ ctx, input }) => endedModels(ctx, input)),
  priceHistory: publicProcedure
    .input(
      z.object({
        id: modelId,
        window: z.enum(historyWindowNames),
      }),
    )
    .query(({ ctx, input }) => modelPriceHistory(ctx, input.id, input.window)),
});
