import type { CSSProperties } from "react";
import type { DataColumn } from "./column";

type Columns<Row> = readonly DataColumn<Row>[];

/** The grid on which the head and every row of a virtual table lie, and the width below which it scrolls sideways. */
export function layoutOf<Row>(columns: Columns<Row>): CSSProperties & { "--columns": string } {
  const tracks = columns.map(({ grows, width = 0 }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`));
  return { "--columns": tracks.join(" "), minWidth: widthOf(columns) };
}

/** Sticky cells take the ground of their row with them, or the rest would shine through. */
export function cellStyle<Row>(column: DataColumn<Row>, columns: Columns<Row>): string {
  const kind = column.isNumber ? "tabular justify-end text-right" : "";
  const place = column.isSticky ? "sticky z-10 bg-inherit" : "relative";
  const edge = column === columns.findLast(({ isSticky }) => isSticky) ? "border-r" : "";
  return `flex min-w-0 items-center px-2 whitespace-nowrap ${kind} ${place} ${edge}`;
}

/** How far from the left edge a sticky cell stops. */
export function stickyStyle<Row>(column: DataColumn<Row>, columns: Columns<Row>): CSSProperties | undefined {
  return column.isSticky ? { left: widthOf(columns.slice(0, columns.indexOf(column))) } : undefined;
}

function widthOf<Row>(columns: Columns<Row>): number {
  return columns.reduce((sum, { width = 0 }) => sum + width, 0);
}
