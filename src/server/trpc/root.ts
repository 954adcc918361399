import { indexRouter } from "@/server/market-index/router";
import { modelsRouter } from "@/server/models/router";
import { offersRouter } from "@/server/offers/router";
import { rentOrCallRouter } from "@/server/rent-or-call/router";
import { router } from "./init";

export const appRouter = router({
  offers: offersRouter,
  index: indexRouter,
  models: modelsRouter,
  rentOrCall: rentOrCallRouter,
});
