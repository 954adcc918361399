"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { FieldIssue } from "@/domain/errors";
import { readTableState, type TableState, writeTableState } from "./table-state";

type Shown = { state: TableState; issues: FieldIssue[]; choose: (next: TableState) => void };

/** Order and filters of the table, kept in the address: a link shows what was seen, and back goes back. */
export function useTableState(): Shown {
  const text = useSearchParams().toString();
  const read = useMemo(() => readTableState(new URLSearchParams(text)), [text]);
  return { ...read, choose };
}

function choose(next: TableState): void {
  globalThis.history.pushState(null, "", `${globalThis.location.pathname}${writeTableState(next)}`);
}
