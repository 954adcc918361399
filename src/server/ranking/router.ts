import { z } from "zod";
import { offerIdPattern } from "@/domain/offer/offer-id";
import { textOf } from "@/domain/search-parameters";
import { searchInput } from "@/server/offers/search-input";
import { publicProcedure, router } from "@/server/trpc/init";
import { explainRow } from "./explain";

const offerId = textOf(offerIdPattern, { code: "offer_id_form", parameters: {} });

export const rankingRouter = router({
  explain: publicProcedure
    .input(z.object({ offerId: offerId.nullable(), search: searchInput }))
    .query(({ ctx, input }) => explainRow(ctx, input.search, input.offerId)),
});
