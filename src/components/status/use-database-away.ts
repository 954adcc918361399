"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/provider";

const ASK_EVERY_MS = 15_000;
const ASK_WHILE_AWAY_EVERY_MS = 5000;

/** Since when our database does not answer; null while it does. No event tells of either, so an open page asks. */
export function useDatabaseAway(): string | null {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.providers.database.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.awaySince ? ASK_WHILE_AWAY_EVERY_MS : ASK_EVERY_MS),
  });
  return data?.awaySince ?? null;
}
