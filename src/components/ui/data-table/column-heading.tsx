"use client";

import { Icon } from "../icon";
import type { ColumnHead } from "./use-data-table";

type ColumnHeadingProps<Row> = { head: ColumnHead<Row>; className?: string };

/** What a head says: its heading over its unit, as a button with the arrow of the order where the column sorts. */
export function ColumnHeading<Row>({ head, className = "" }: ColumnHeadingProps<Row>) {
  const { column, sorted, toggleSort } = head;
  const label = (
    <span className="min-w-0 truncate leading-[0.9375rem]">
      {column.heading}
      {column.unit !== undefined && <span className="block font-normal">{column.unit}</span>}
    </span>
  );
  if (toggleSort === null) return label;
  return (
    <button
      type="button"
      onClick={toggleSort}
      className={`inline-flex min-w-0 items-center gap-0.5 rounded-[3px] hover:text-text ${sorted ? "font-medium text-text" : ""} ${className}`}
    >
      {label}
      {sorted && <Icon name={sorted === "descending" ? "arrow-down" : "arrow-up"} size={12} />}
    </button>
  );
}
