"use client";

import { useMemo } from "react";
import { changeAddress, useAddress } from "@/components/address/use-address";
import type { FieldIssue } from "@/domain/field-issues";
import { readTableState, type TableState, writeTableState } from "./table-state";

const PATH = "/gpus";

/** Order and filters of the table, kept in the address: a link shows what was seen, and back goes back. */
export function useTableState(): { state: TableState; issues: FieldIssue[] } {
  const text = useAddress(PATH);
  return useMemo(() => readTableState(new URLSearchParams(text)), [text]);
}

/** Changes what the table shows, from what the address says now: two quick choices must both count. */
export function changeTable(change: (now: TableState) => TableState): void {
  const { state } = readTableState(new URLSearchParams(globalThis.location.search));
  changeAddress(`${PATH}${writeTableState(change(state))}`);
}
