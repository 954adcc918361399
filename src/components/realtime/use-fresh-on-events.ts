"use client";

import { useEffect, useRef } from "react";
import type { MarketEvent } from "@/domain/events/market";
import { type Connection, useMarketEvents } from "./use-market-events";

/** One feed answer causes several events; one refresh covers them all. */
const SETTLE_MS = 400;

type FreshOnEvents = { concerns: (event: MarketEvent) => boolean; refresh: () => void };

/** Refreshes after market events that concern the page, and after a gap in the connection. */
export function useFreshOnEvents({ concerns, refresh }: FreshOnEvents): Connection {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  function schedule() {
    if (timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      refresh();
    }, SETTLE_MS);
  }
  return useMarketEvents({ onEvent: (event) => concerns(event) && schedule(), onResync: schedule });
}
