import { z } from "zod";
import { offerIdPattern } from "@/domain/offer/offer-id";
import { historyWindowNames } from "@/domain/price/price-history";
import { publicProcedure, router } from "@/server/trpc/init";
import { gpuPriceHistory } from "./gpu-price-history";
import { priceHistory } from "./price-history";

const offerId = z.string().regex(offerIdPattern, "an offer id looks like off_0192…");
/** Id of a GPU or slug of a provider: PostgreSQL takes no text with a NUL in it. */
const name = z
  .string()
  .max(100)
  .regex(/^[\w.-]*$/);
const historyWindow = z.enum(historyWindowNames);

export const pricesRouter = router({
  ofOffer: publicProcedure
    .input(z.object({ id: offerId, window: historyWindow }))
    .query(({ ctx, input }) => priceHistory(ctx, input.id, input.window)),
  ofGpu: publicProcedure
    .input(
      z.object({
        gpuId: name,
        isSpot: z.boolean(),
        window: historyWindow,
        provider: name.optional(),
      }),
    )
    .query(({ ctx, input }) => gpuPriceHistory(ctx, input)),
});
