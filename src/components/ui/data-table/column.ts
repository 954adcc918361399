import type { ReactNode } from "react";

/** What a column says of a row before it is formatted, for sorting and for files. Null is unknown. */
export type CellValue = string | number | boolean | null;

/**
 * Where a column stands on a card.
 *
 * - `title`: the heading of the card. `aside`: at the right of it.
 * - `subtitle`: under the title; several are joined by a middle dot.
 * - `tag`: bare, in one wrapping line, for what needs no name.
 * - `key`, `fact`: a figure under its heading; a key figure is larger.
 * - `footer`: at the end of the card, one line each.
 */
export type CardSlot = "title" | "aside" | "subtitle" | "tag" | "key" | "fact" | "footer";

/** One column of a list, from which its table, its cards and its file are made. */
export type DataColumn<Row> = {
  id: string;
  heading: string;
  /** What the heading means, shown on hover and in the choice of columns. */
  title?: string;
  /** Stands under the heading where the cells below it are bare figures. */
  unit?: string;
  cell: (row: Row) => ReactNode;
  /** Without it the column is a picture: it cannot be sorted by, and it is not in the file. */
  value?: (row: Row) => CellValue;
  /** For the file only: another figure than `value`, or the unit of figures that carry theirs in the cell. */
  csv?: { unit?: string; value?: (row: Row) => CellValue };
  /** A card shows the column here; `cell` and `heading` replace the table's. A cell that is null leaves no trace. */
  card?: { slot: CardSlot; heading?: string; cell?: (row: Row) => ReactNode };
  /** Under the column, made from all rows; one such column gives the table a row of totals. */
  total?: (rows: readonly Row[]) => ReactNode;
  /** The column sorts, and this is the order at the first click on its heading. */
  firstOrder?: "ascending" | "descending";
  isCentered?: boolean;
  /** Figures of one width at the right, under a heading at the right. */
  isNumber?: boolean;
  /** Names the row for assistive technology. Without one, the first column does. */
  isRowHeader?: boolean;
  /** Stays in sight while the rest scrolls sideways. Only the first columns of a table can. */
  isSticky?: boolean;
  /** Left out of the table of a narrow screen (below 640 px). */
  isWide?: boolean;
  /** The reader cannot hide it. */
  isFixed?: boolean;
  /** Pixels, in tables with virtual rows; a `grows` column takes a share of what is left over. */
  width?: number;
  grows?: boolean;
  /** Further classes of its cells. */
  className?: string;
};

export type SortOrder = { id: string; isDescending: boolean };

/** Rows that can be ticked. A row is known by the id that the list gives it. */
export type RowSelection<Row> = {
  isSelected: (id: string) => boolean;
  onToggle: (id: string) => void;
  /** Says what the box of a row is for: "Compare 8 × H100". */
  labelOf: (row: Row) => string;
};

/** Attributes by which tests and scripts find a row. */
export type RowAttributes = Record<`data-${string}`, string | undefined>;

/** A column in one line, where that is all it needs. */
export function column<Row>(
  id: string,
  heading: string,
  cell: DataColumn<Row>["cell"],
  more: Partial<DataColumn<Row>> = {},
): DataColumn<Row> {
  return { id, heading, cell, ...more };
}

/** Whether the column names its row. */
export function isRowHeader<Row>(column: DataColumn<Row>, columns: readonly DataColumn<Row>[]): boolean {
  return columns.some((one) => one.isRowHeader) ? column.isRowHeader === true : column === columns[0];
}
