import { z } from "zod";
import { parseSearch } from "@/domain/offer/offer-search";
import { historyWindowNames } from "@/domain/price/price-history";
import { gpuPriceHistory } from "@/server/price-history/gpu-price-history";
import { priceHistory } from "@/server/price-history/price-history";
import { feedHealth } from "@/server/status/health";
import { providerProfile, providerProfiles } from "@/server/status/provider-profile";
import { unmappedNames } from "@/server/status/unmapped-names";
import { publicProcedure, router } from "@/server/trpc/init";
import { explainRanking } from "./explain";
import { getOffer, getOffers } from "./get-offer";
import { searchOffers } from "./search";

/** A search travels as the same URL parameters everywhere, so a page, a link and a procedure cannot disagree. */
const searchInput = z.record(z.string(), z.string().max(2000)).transform((parameters, context) => {
  const { search, issues } = parseSearch(parameters);
  for (const { field, message } of issues) context.addIssue({ code: "custom", path: [field], message });
  return search;
});
const offerId = z.string().regex(/^off_[0-9a-f]{32}$/, "an offer id looks like off_0192…");
const historyWindow = z.enum(historyWindowNames);
const MOST_COMPARED = 5;

export const offersRouter = router({
  search: publicProcedure.input(searchInput).query(({ ctx, input }) => searchOffers(ctx, input)),
  why: publicProcedure.input(searchInput).query(({ ctx, input }) => explainRanking(ctx, input)),
  byId: publicProcedure.input(z.object({ id: offerId })).query(({ ctx, input }) => getOffer(ctx, input.id)),
  compare: publicProcedure
    .input(z.object({ ids: z.array(offerId).max(MOST_COMPARED), search: searchInput }))
    .query(({ ctx, input }) => getOffers(ctx, input.ids, input.search)),
  history: publicProcedure
    .input(z.object({ id: offerId, window: historyWindow }))
    .query(({ ctx, input }) => priceHistory(ctx, input.id, input.window)),
  gpuHistory: publicProcedure
    .input(
      z.object({
        gpuId: z.string().max(100),
        isSpot: z.boolean(),
        window: historyWindow,
        provider: z.string().max(100).optional(),
      }),
    )
    .query(({ ctx, input }) => gpuPriceHistory(ctx, input)),
  health: publicProcedure.query(({ ctx }) => feedHealth(ctx)),
  providers: publicProcedure.query(({ ctx }) => providerProfiles(ctx)),
  provider: publicProcedure
    .input(z.object({ slug: z.string().max(40) }))
    .query(({ ctx, input }) => providerProfile(ctx, input.slug)),
  unmappedNames: publicProcedure.query(({ ctx }) => unmappedNames(ctx)),
});
