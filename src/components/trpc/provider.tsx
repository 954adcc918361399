"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { fetchWithTime } from "@/components/format/server-clock";
import type { AppRouter } from "@/server/trpc/types";

export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** How long an answer stays fresh before a page that is shown again refetches it; live prices arrive by event. */
const STALE_AFTER_MS = 30_000;

/** Wraps every page with live data: one query cache per visit, one tRPC client. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        httpBatchStreamLink({
          url: "/api/trpc",
          transformer: superjson,
          maxItems: 10,
          fetch: fetchWithTime,
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_AFTER_MS, retry: 1 },
      hydrate: { deserializeData: superjson.deserialize },
      dehydrate: { serializeData: superjson.serialize },
    },
  });
}
