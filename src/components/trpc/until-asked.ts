/** Query options for tables that reload only on request: after an automatic refetch, a row might move under the cursor. */
export const untilAsked = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;
