import { z } from "zod";
import { offerIdPattern } from "@/domain/offer/offer-id";
import { textOf } from "@/domain/search-parameters";
import { publicProcedure, router } from "@/server/trpc/init";
import { getOffer, getOffers } from "./get-offer";
import { searchOffers } from "./search";
import { searchInput } from "./search-input";

const offerId = textOf(offerIdPattern, { code: "offer_id_form", parameters: {} });
const MOST_COMPARED = 5;

export const offersRouter = router({
  search: publicProcedure.input(searchInput).query(({ ctx, input }) => searchOffers(ctx, input)),
  byId: publicProcedure
    .input(z.object({ id: offerId, search: searchInput.optional() }))
    .query(({ ctx, input }) => getOffer(ctx, input.id, input.search)),
  compare: publicProcedure
    .input(z.object({ ids: z.array(offerId).max(MOST_COMPARED), search: searchInput }))
    .query(({ ctx, input }) => getOffers(ctx, input.ids, input.search)),
});
