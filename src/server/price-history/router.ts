import { z } from "zod";
import { offerIdPattern } from "@/domain/offer/offer-id";
import { historyWindowNames } from "@/domain/price/price-history";
import { publicProcedure, router } from "@/server/trpc/init";
import { gpuPriceHistory } from "./gpu-price-history";
import { priceHistory } from "./price-history";

const offerId = z.string().regex(offerIdPattern, "an offer id looks like off_0192…");
const historyWindow = z.enum(historyWindowNames);

export const pricesRouter = router({
  ofOffer: publicProcedure
    .input(z.object({ id: offerId, window: historyWindow }))
    .query(({ ctx, input }) => priceHistory(ctx, input.id, input.window)),
  ofGpu: publicProcedure
    .input(
      z.object({
        gpuId: z.string().max(100),
        isSpot: z.boolean(),
        window: historyWindow,
        provider: z.string().max(100).optional(),
      }),
    )
    .query(({ ctx, input }) => gpuPriceHistory(ctx, input)),
});
