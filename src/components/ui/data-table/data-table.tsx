"use client";

import type { ReactNode } from "react";
import { classNames } from "../class-names";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "../table";
import { type DataColumn, isRowHeader, type RowAttributes, type RowSelection } from "./column";
import { ColumnHeading } from "./column-heading";
import { SelectBox } from "./select-box";
import type { TableModel } from "./use-data-table";

/** Pixels: 40 as a rule, 48 for two lines, 36 and 32 where many rows are compared. */
const heights = {
  32: "[&_tbody_tr>*]:h-8",
  36: "[&_tbody_tr>*]:h-9",
  40: "",
  48: "[&_tbody_tr>*]:h-12",
} as const;
/** Space at both ends of a row: as the padding of a card, none, or as between cells. */
const insets = {
  card: "[&_tr>:first-child]:pl-4 [&_tr>:last-child]:pr-4",
  none: "[&_tr>:first-child]:pl-0",
  cell: "",
} as const;

type RowProps<Row> = {
  rowId: (row: Row) => string;
  rowAttributes?: (row: Row) => RowAttributes;
  /** More about a row, in a line of its own under it; null where there is no more. */
  detail?: (row: Row) => ReactNode;
  selection?: RowSelection<Row>;
  /** Each row leads somewhere, so it answers to the pointer. */
  isLink?: boolean;
};

export type DataTableProps<Row> = RowProps<Row> & {
  model: TableModel<Row>;
  /** What the table is, for assistive technology; the frame in which it scrolls bears it too. */
  label: string;
  caption?: string;
  rowHeight?: keyof typeof heights;
  inset?: keyof typeof insets;
  /** Less space between columns, where there are many. */
  isNarrow?: boolean;
  className?: string;
};

/** Rows side by side under heads that stay in sight. It scrolls in its own frame, never the page sideways. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    model,
    label,
    caption = label,
    rowHeight = 40,
    inset = "cell",
    isNarrow,
    className,
    ...row
  } = props;
  const { columns, heads } = model;
  const rows = model.rows.map((one) => <BodyRow key={row.rowId(one)} row={one} columns={columns} {...row} />);
  return (
    <TableScroll label={label} className={classNames("relative isolate", className)}>
      <Table className={classNames(heights[rowHeight], insets[inset], isNarrow && "[&_tr>*]:px-2")}>
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-20 bg-surface">
          <tr className="bg-surface">
            {heads.map((head) => (
              <HeadCell
                key={head.column.id}
                isNumber={head.column.isNumber}
                aria-sort={head.sorted ?? undefined}
                title={head.column.title}
                className={placeOf(head.column)}
              >
                <ColumnHeading head={head} className="touch-target" />
              </HeadCell>
            ))}
          </tr>
        </thead>
        {row.detail ? rows : <tbody className="[&>tr:last-child>*]:border-b-0">{rows}</tbody>}
        {columns.some(({ total }) => total) && <TotalsRow columns={columns} rows={model.rows} />}
      </Table>
    </TableScroll>
  );
}

type BodyRowProps<Row> = RowProps<Row> & { row: Row; columns: readonly DataColumn<Row>[] };

function BodyRow<Row>({ row, columns, rowId, rowAttributes, detail, selection, isLink }: BodyRowProps<Row>) {
  const [id, attributes, more] = [rowId(row), rowAttributes?.(row), detail?.(row) || null];
  const line = (
    <tr
      className={classNames("bg-surface", isLink && "hover:bg-hover", more !== null && "[&>*]:border-b-0")}
      {...(detail ? undefined : attributes)}
    >
      {columns.map((column, place) => {
        const className = classNames(placeOf(column), column.className);
        const content = (
          <>
            {place === 0 && selection && (
              <SelectBox
                id={id}
                isSelected={selection.isSelected(id)}
                label={selection.labelOf(row)}
                onToggle={selection.onToggle}
                className="mr-2 align-[-2px]"
              />
            )}
            {column.cell(row)}
          </>
        );
        return isRowHeader(column, columns) ? (
          <RowHeadCell key={column.id} className={className}>
            {content}
          </RowHeadCell>
        ) : (
          <Cell key={column.id} isNumber={column.isNumber} className={className}>
            {content}
          </Cell>
        );
      })}
    </tr>
  );
  if (!detail) return line;
  return (
    <tbody className="last:[&>tr:last-child>*]:border-b-0" {...attributes}>
      {line}
      {more !== null && (
        <tr>
          <td colSpan={columns.length} className="h-auto! border-b px-4 pb-3">
            {more}
          </td>
        </tr>
      )}
    </tbody>
  );
}

type TotalsRowProps<Row> = { columns: readonly DataColumn<Row>[]; rows: readonly Row[] };

function TotalsRow<Row>({ columns, rows }: TotalsRowProps<Row>) {
  return (
    <tfoot>
      <tr className="bg-surface font-medium [&>*]:border-t [&>*]:border-b-0">
        {columns.map((column) => (
          <Cell key={column.id} isNumber={column.isNumber} className={placeOf(column)}>
            {column.total?.(rows)}
          </Cell>
        ))}
      </tr>
    </tfoot>
  );
}

/** Sticky cells take the ground of their row with them, or the rest would shine through. */
function placeOf<Row>({ isSticky, isCentered, isWide }: DataColumn<Row>): string {
  return classNames(
    isSticky && "sticky left-0 z-10 bg-inherit bg-clip-padding",
    isCentered && "text-center!",
    isWide && "hidden sm:table-cell",
  );
}
