"use client";

import { useSearchParams } from "next/navigation";
import type { HistoryWindow } from "@/domain/price/price-history";
import { readHistoryWindow, WINDOW_PARAMETER } from "./history-window";

/** The window of the price history, kept in the URL, so that links and the back button restore it. */
export function useHistoryWindow(): [HistoryWindow, (next: HistoryWindow) => void] {
  const window = readHistoryWindow(useSearchParams().get(WINDOW_PARAMETER));
  return [window, choose];
}

function choose(next: HistoryWindow): void {
  const url = new URL(globalThis.location.href);
  url.searchParams.set(WINDOW_PARAMETER, next);
  globalThis.history.pushState(null, "", url);
}
