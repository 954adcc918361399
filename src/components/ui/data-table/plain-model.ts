import type { DataColumn } from "./column";
import type { TableModel } from "./use-data-table";

/** A list whose order and columns are what they are: nothing to sort by, nothing to choose. */
export function plainModel<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): TableModel<Row> {
  return { columns, rows, heads: columns.map((column) => ({ column, sorted: null, toggleSort: null })) };
}
