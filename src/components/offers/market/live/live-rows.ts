"use client";

import { createContext, use } from "react";
import type { Hit } from "../types";
import type { LivePrice } from "./live-price";
import { feedOf, type LiveState, nothingHeard } from "./live-state";

/** What was heard since the rows were read. It comes by context, so that a new price renders its own cell and not the whole row. */
export const LiveRows = createContext<Pick<LiveState, "prices" | "seenAt">>(nothingHeard);

export function useLivePrice({ id }: Hit): LivePrice | null {
  return use(LiveRows).prices.get(id) ?? null;
}

/** When the feed of an offer last answered, whether or not it said anything new. ISO 8601. */
export function useObservedAt(hit: Hit): string | null {
  return use(LiveRows).seenAt.get(feedOf(hit)) ?? hit.observedAt;
}
