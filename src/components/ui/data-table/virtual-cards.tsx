"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Checkbox } from "../checkbox";
import { Skeleton } from "../skeleton";
import type { DataColumn } from "./column";
import { CardBody, type CardLook } from "./data-cards";
import type { VirtualRows } from "./virtual-table";

type VirtualCardsProps<Row> = VirtualRows<Row> & {
  label: string;
  columns: readonly DataColumn<Row>[];
  cards: CardLook<Row>;
  /** A card with its gap, before it is measured. */
  heightPx: number;
  /** What the box of a card says, and what can be done with its row, in a line at its foot. */
  selectWord: string;
  actions: (row: Row) => ReactNode;
};

/** A long list on a narrow screen: cards of which only those in sight exist, scrolled with the page. */
export function VirtualCards<Row>(props: VirtualCardsProps<Row>) {
  const { label, count, rowAt, rowId, rowAttributes, onInSight, heightPx } = props;
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setMargin(Math.round(top + window.scrollY));
  }, []);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => heightPx,
    overscan: 4,
    gap: 8,
    scrollMargin: margin,
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onInSight(startIndex, endIndex));
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = rowAt(index);
        return (
          <li
            key={row === null ? index : rowId(row)}
            ref={virtual.measureElement}
            data-index={index}
            {...(row === null ? undefined : rowAttributes?.(row))}
            aria-setsize={count}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {row === null ? <Skeleton className="h-44" /> : <ActionCard {...props} row={row} />}
          </li>
        );
      })}
    </ul>
  );
}

function ActionCard<Row>({
  row,
  columns,
  cards,
  rowId,
  selection,
  selectWord,
  actions,
}: VirtualCardsProps<Row> & { row: Row }) {
  const id = rowId(row);
  return (
    <article className="flex flex-col gap-1.5 rounded-card border bg-surface p-3">
      <CardBody columns={columns} row={row} {...cards} />
      <div className="mt-1 flex items-center justify-between gap-2 border-t pt-2">
        {selection && (
          <Checkbox
            checked={selection.isSelected(id)}
            onChange={() => selection.onToggle(id)}
            aria-label={selection.labelOf(row)}
            className="min-h-11 pr-3"
          >
            {selectWord}
          </Checkbox>
        )}
        {actions(row)}
      </div>
    </article>
  );
}
