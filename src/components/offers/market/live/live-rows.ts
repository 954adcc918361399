"use client";

import { createContext, use } from "react";
import type { Hit } from "../types";
import type { LivePrice } from "./live-price";
import { feedOf, initialLiveState, type LiveState } from "./live-state";

/** The live events since the rows were loaded. A context, so that a new price renders only its cell and not the whole row. */
export const LiveRows = createContext<Pick<LiveState, "prices" | "seenAt">>(initialLiveState);

export function useLivePrice({ id }: Hit): LivePrice | null {
  return use(LiveRows).prices.get(id) ?? null;
}

/** When the feed of an offer last answered, whether or not anything changed. ISO 8601. */
export function useObservedAt(hit: Hit): string | null {
  const { provider, feedSource, observedAt } = hit;
  return use(LiveRows).seenAt.get(feedOf({ provider, source: feedSource })) ?? observedAt;
}
