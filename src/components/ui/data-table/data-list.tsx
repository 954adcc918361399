"use client";

import type { ReactNode } from "react";
import { Card } from "../card";
import { type CardLook, DataCards } from "./data-cards";
import { DataTable, type DataTableProps } from "./data-table";

const widths = {
  768: { table: "hidden overflow-hidden md:block", cards: "md:hidden" },
  1024: { table: "hidden overflow-hidden lg:block", cards: "sm:grid-cols-2 lg:hidden" },
} as const;

type DataListProps<Row> = DataTableProps<Row> & {
  /** Pixels of window from which the rows stand in a table; below they are cards. */
  tableFrom: keyof typeof widths;
  cards?: CardLook<Row> & { className?: string };
  /** Stands in the place of no rows: why there are none, and the one next step. */
  empty?: ReactNode;
};

/** A list in the shape that fits the window, both made from the same columns. */
export function DataList<Row>({ tableFrom, cards, empty, ...table }: DataListProps<Row>) {
  if (table.model.rows.length === 0 && empty) return <Card>{empty}</Card>;
  const { model, rowId, rowAttributes } = table;
  return (
    <>
      <Card className={widths[tableFrom].table}>
        <DataTable inset="card" {...table} />
      </Card>
      <DataCards
        columns={model.columns}
        rows={model.rows}
        rowId={rowId}
        rowAttributes={rowAttributes}
        {...cards}
        className={cards?.className ?? widths[tableFrom].cards}
      />
    </>
  );
}
