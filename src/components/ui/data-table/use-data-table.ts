"use client";

import {
  columnVisibilityFeature,
  createSortedRowModel,
  functionalUpdate,
  rowSortingFeature,
  type Column as TableColumn,
  type Row as TableRow,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { DataColumn, SortOrder } from "./column";

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

export type DataTableOptions<Row extends object> = {
  /** The same array from render to render while nothing changes, and so are the rows: they are compared by identity. */
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  /** Ids of the columns to show; all when absent. */
  shown?: readonly string[];
  sort?: SortOrder | null;
  onSort?: (order: SortOrder) => void;
  /** The rows come in the order of `sort` already. */
  isServerSorted?: boolean;
};

export type ColumnHead<Row> = {
  column: DataColumn<Row>;
  sorted: "ascending" | "descending" | null;
  /** Sorts by the column; a second time it reverses the order. Null where the column does not sort. */
  toggleSort: (() => void) | null;
};

/** The columns to show, their heads, and the rows in their order. Columns and rows keep their identity while nothing changes. */
export type TableModel<Row> = {
  columns: readonly DataColumn<Row>[];
  heads: readonly ColumnHead<Row>[];
  rows: readonly Row[];
};

const orders = { asc: "ascending", desc: "descending" } as const;

/** Brings columns, rows and the order together. Rows without a value come last in either order; equals keep their places. */
export function useDataTable<Row extends object>(options: DataTableOptions<Row>): TableModel<Row> {
  const { columns, rows, shown, sort, onSort, isServerSorted } = options;
  const definitions = useMemo(() => columns.map(definitionOf), [columns]);
  const [sortId, isDescending] = [sort?.id, sort?.isDescending];
  const sorting = useMemo(
    () => (sortId === undefined ? [] : [{ id: sortId, desc: isDescending === true }]),
    [sortId, isDescending],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id }) => [id, shown?.includes(id) ?? true])),
    [columns, shown],
  );
  const table = useTable<typeof features, Row>({
    features,
    columns: definitions,
    data: rows,
    state: { sorting, columnVisibility },
    manualSorting: isServerSorted,
    enableMultiSort: false,
    enableSortingRemoval: false,
    onSortingChange: (updater) => {
      const [next] = functionalUpdate(updater, sorting);
      if (next) onSort?.({ id: next.id, isDescending: next.desc });
    },
  });
  const [leaves, ordered] = [table.getVisibleLeafColumns(), table.getRowModel().rows];
  const visible = useMemo(
    () => leaves.flatMap((leaf) => columns.find(({ id }) => id === leaf.id) ?? []),
    [leaves, columns],
  );
  return {
    columns: visible,
    heads: visible.map((column) => headOf(column, table.getColumn(column.id))),
    rows: useMemo(() => ordered.map(({ original }) => original), [ordered]),
  };
}

function headOf<Row extends object>(
  column: DataColumn<Row>,
  leaf: TableColumn<typeof features, Row> | undefined,
): ColumnHead<Row> {
  const direction = leaf?.getIsSorted() || null;
  return {
    column,
    sorted: direction && orders[direction],
    toggleSort: leaf?.getCanSort() ? () => leaf.toggleSorting() : null,
  };
}

function definitionOf<Row extends object>({ id, value, firstOrder }: DataColumn<Row>) {
  return {
    id,
    // An unknown value is undefined to the sorting, which puts it last.
    accessorFn: (row: Row) => value?.(row) ?? undefined,
    enableSorting: firstOrder !== undefined,
    sortDescFirst: firstOrder === "descending",
    sortUndefined: "last" as const,
    sortFn: compareRows,
  };
}

/** Numbers by size, all else as a reader would look it up: "A2" before "A10". */
function compareRows<Row extends object>(
  a: TableRow<typeof features, Row>,
  b: TableRow<typeof features, Row>,
  columnId: string,
): number {
  const [one, other] = [a.getValue(columnId), b.getValue(columnId)];
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "en", { numeric: true });
}
