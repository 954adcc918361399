import { offersRouter } from "../offers/router";
import { rentOrCallRouter } from "../rent-or-call/router";
import { router } from "./init";

export const appRouter = router({ offers: offersRouter, rentOrCall: rentOrCallRouter });
