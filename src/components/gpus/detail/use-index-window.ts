"use client";

import { useSearchParams } from "next/navigation";
import type { IndexWindow } from "@/domain/index-history";
import { readIndexWindow, WINDOW_PARAMETER } from "./index-window";

/** The window of the history, kept in the URL: a link shows what was seen, and back goes back. */
export function useIndexWindow(): [IndexWindow, (next: IndexWindow) => void] {
  return [readIndexWindow(useSearchParams().get(WINDOW_PARAMETER)), choose];
}

function choose(next: IndexWindow): void {
  const url = new URL(globalThis.location.href);
  url.searchParams.set(WINDOW_PARAMETER, next);
  globalThis.history.pushState(null, "", url);
}
