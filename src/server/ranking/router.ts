import { searchInput } from "@/server/offers/search-input";
import { publicProcedure, router } from "@/server/trpc/init";
import { explainRanking } from "./explain";

export const rankingRouter = router({
  explain: publicProcedure.input(searchInput).query(({ ctx, input }) => explainRanking(ctx, input)),
});
