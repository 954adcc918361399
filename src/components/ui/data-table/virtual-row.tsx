// biome-ignore-all lint/a11y/useSemanticElements: rows placed by number are laid out as grids, which takes the meaning of a table element away
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a table take no focus; links and buttons in them do
"use client";

import { memo } from "react";
import { Skeleton } from "../skeleton";
import { type DataColumn, isRowHeader, type RowAttributes, type RowSelection } from "./column";
import { SelectBox } from "./select-box";
import { cellStyle, stickyStyle } from "./virtual-layout";

type VirtualRowProps<Row> = Partial<Pick<RowSelection<Row>, "onToggle" | "labelOf">> & {
  /** Null while its page is being read. */
  row: Row | null;
  id: string | null;
  rowAttributes?: (row: Row) => RowAttributes;
  columns: readonly DataColumn<Row>[];
  index: number;
  topPx: number;
  heightPx: number;
  isActive: boolean;
  isSelected: boolean;
};

/** One row, placed by its number. It renders again only when something of its own changes. */
export const VirtualRow = memoized(PlainRow);

/** `memo` loses the type parameter of a component. What it returns takes the same props, so naming that type is safe. */
function memoized<Component extends typeof PlainRow>(component: Component): Component {
  return memo(component) as unknown as Component;
}

function PlainRow<Row>(props: VirtualRowProps<Row>) {
  const { row, id, rowAttributes, columns, index, topPx, heightPx, isActive, isSelected } = props;
  const { onToggle, labelOf } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-row-id={id ?? undefined}
      {...(row === null ? undefined : rowAttributes?.(row))}
      className={`absolute top-0 left-0 grid w-full items-stretch border-b bg-surface text-13 focus-within:bg-hover hover:bg-hover data-asked:bg-hover data-asked:before:absolute data-asked:before:inset-y-0 data-asked:before:left-0 data-asked:before:z-20 data-asked:before:w-0.5 data-asked:before:bg-text ${isActive ? "bg-hover" : ""}`}
      style={{ height: heightPx, transform: `translateY(${topPx}px)`, gridTemplateColumns: "var(--columns)" }}
    >
      {columns.map((column, place) => (
        <div
          key={column.id}
          role={row !== null && isRowHeader(column, columns) ? "rowheader" : "cell"}
          className={cellStyle(column, columns)}
          style={stickyStyle(column, columns)}
        >
          {isActive && place === 0 && (
            <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-accent" />
          )}
          {place === 0 && row !== null && id !== null && onToggle && labelOf && (
            <SelectBox
              id={id}
              isSelected={isSelected}
              label={labelOf(row)}
              onToggle={onToggle}
              className="mr-auto"
            />
          )}
          {row === null ? (
            <Skeleton className="h-3 w-2/3" />
          ) : (
            <div className={column.isNumber ? "" : "flex min-w-0 flex-1 items-center *:min-w-0"}>
              {column.cell(row)}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
