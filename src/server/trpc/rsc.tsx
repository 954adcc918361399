import {
  defaultShouldDehydrateQuery,
  dehydrate,
  HydrationBoundary,
  QueryClient,
} from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache, type ReactNode } from "react";
import superjson from "superjson";
import { requestContext } from "@/server/context";
import type { CallContext } from "./init";
import { appRouter } from "./root";

const context = cache(async (): Promise<CallContext> => {
  return { ...requestContext(await headers()), isInProcess: true };
});

/** The time of the page's data: all of its ages count from here, whatever the clock of this machine says. */
export async function renderedAt(): Promise<Date> {
  return (await context()).now;
}

export const getQueryClient = cache(
  () =>
    new QueryClient({
      defaultOptions: {
        queries: { staleTime: 30_000, retry: false },
        dehydrate: {
          serializeData: superjson.serialize,
          // A pending query is sent too: the page streams and the browser waits for the same promise.
          shouldDehydrateQuery: (query) =>
            defaultShouldDehydrateQuery(query) || query.state.status === "pending",
        },
        hydrate: { deserializeData: superjson.deserialize },
      },
    }),
);

/** Query options for server components; the procedures run in this process without HTTP. */
export const trpc = createTRPCOptionsProxy({ ctx: context, router: appRouter, queryClient: getQueryClient });

export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}
