import { indexRouter } from "@/server/market-index/router";
import { modelsRouter } from "@/server/models/router";
import { offersRouter } from "@/server/offers/router";
import { pricesRouter } from "@/server/price-history/router";
import { rankingRouter } from "@/server/ranking/router";
import { rentOrCallRouter } from "@/server/rent-or-call/router";
import { providersRouter } from "@/server/status/router";
import { router } from "./init";

export const appRouter = router({
  offers: offersRouter,
  ranking: rankingRouter,
  prices: pricesRouter,
  index: indexRouter,
  models: modelsRouter,
  rentOrCall: rentOrCallRouter,
  providers: providersRouter,
});
