"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import type { FieldIssue } from "@/domain/errors";
import { readTableState, type TableState, writeTableState } from "./table-state";

const PATH = "/gpus";
const listeners = new Set<() => void>();

/**
 * Order and filters of the table, kept in the address: a link shows what was seen, and back goes back.
 *
 * From the address itself, since the router tells of a change a moment later: two quick choices must both count.
 */
export function useTableState(): { state: TableState; issues: FieldIssue[] } {
  const rendered = useSearchParams().toString();
  const text = useSyncExternalStore(
    subscribe,
    () => (globalThis.location.pathname === PATH ? globalThis.location.search.slice(1) : rendered),
    () => rendered,
  );
  return useMemo(() => readTableState(new URLSearchParams(text)), [text]);
}

/** Changes what the table shows, from what the address says now. */
export function changeTable(change: (now: TableState) => TableState): void {
  const { state } = readTableState(new URLSearchParams(globalThis.location.search));
  globalThis.history.pushState(null, "", `${PATH}${writeTableState(change(state))}`);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  globalThis.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener("popstate", listener);
  };
}
