/** For tables that stand still until the reader asks: read anew by itself, a row would move under the cursor. */
export const untilAsked = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;
