import { z } from "zod";
import { historyWindowNames } from "@/domain/price/price-history";
import { publicProcedure, router } from "@/server/trpc/init";
import { allIndexes } from "./all-indexes";
import { oneIndex } from "./one-index";

export const indexRouter = router({
  all: publicProcedure.query(({ ctx }) => allIndexes(ctx)),
  gpu: publicProcedure
    .input(z.object({ gpu: z.string().max(80), window: z.enum(historyWindowNames) }))
    .query(({ ctx, input }) => oneIndex(ctx, input)),
});
