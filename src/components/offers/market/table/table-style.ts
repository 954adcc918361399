import type { CSSProperties } from "react";
import { type ColumnId, columns, stickyColumns } from "./columns";

export const HEAD_HEIGHT_PX = 36;

/** Sticky cells take the row's ground with them, or the rest would shine through. */
export function cellStyle(id: ColumnId): string {
  const kind = columns[id].isNumber ? "tabular justify-end text-right" : "";
  const place = stickyColumns.includes(id) ? "sticky z-10 bg-inherit" : "relative";
  const edge = id === stickyColumns.at(-1) ? "border-r" : "";
  return `flex min-w-0 items-center px-2 whitespace-nowrap ${kind} ${place} ${edge}`;
}

/** How far from the left edge a sticky cell stops. */
export function stickyStyle(id: ColumnId): CSSProperties | undefined {
  const place = stickyColumns.indexOf(id);
  if (place < 0) return undefined;
  return { left: stickyColumns.slice(0, place).reduce((sum, before) => sum + columns[before].width, 0) };
}
