import type { inferRouterOutputs } from "@trpc/server";
import type { appRouter } from "./root";

/** What components may know of the server: types only. */
export type AppRouter = typeof appRouter;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
