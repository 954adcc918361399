import { offersRouter } from "../offers/router";
import { createCallerFactory, router } from "./init";

export const appRouter = router({ offers: offersRouter });

export const createCaller = createCallerFactory(appRouter);
