import { indexRouter } from "../market-index/router";
import { modelsRouter } from "../models/router";
import { offersRouter } from "../offers/router";
import { rentOrCallRouter } from "../rent-or-call/router";
import { router } from "./init";

export const appRouter = router({
  offers: offersRouter,
  index: indexRouter,
  models: modelsRouter,
  rentOrCall: rentOrCallRouter,
});
