import { modelsRouter } from "../models/router";
import { offersRouter } from "../offers/router";
import { router } from "./init";

export const appRouter = router({ models: modelsRouter, offers: offersRouter });
