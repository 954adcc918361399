// biome-ignore-all lint/a11y/useSemanticElements: rows placed by number are laid out as grids, which takes the meaning of a table element away
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a table take no focus; links and buttons in them do
"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import type { RowAttributes, RowSelection } from "./column";
import { ColumnHeading } from "./column-heading";
import type { TableModel } from "./use-data-table";
import { type Glide, useGlide } from "./use-glide";
import { cellStyle, layoutOf, stickyStyle } from "./virtual-layout";
import { VirtualRow } from "./virtual-row";

const HEAD_HEIGHT_PX = 36;
/** What the server renders for, before the size of the window is known. */
const FIRST_RECT = { width: 1200, height: 860 };

export type VirtualRows<Row> = {
  count: number;
  /** Null while the row is being read. */
  rowAt: (index: number) => Row | null;
  rowId: (row: Row) => string;
  rowAttributes?: (row: Row) => RowAttributes;
  /** Called after each render with the first and the last row in sight. */
  onInSight: (from: number, to: number) => void;
  selection?: RowSelection<Row>;
};

type VirtualTableProps<Row> = VirtualRows<Row> & {
  label: string;
  /** Its columns only: the rows come from `rowAt`. Every column has a width. */
  model: Pick<TableModel<Row>, "columns" | "heads">;
  rowHeightPx: number;
  firstIndex: number;
  /** The row that keys act on; -1 for none. */
  activeIndex: number;
  /** What the rows answer; another question begins at the top. */
  question: string;
  glide: Glide;
  className?: string;
};

/** A long list as one table, of which only the rows in sight exist. It scrolls in its own frame. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, model, count, rowAt, rowId, rowAttributes, onInSight, selection, rowHeightPx, activeIndex } =
    props;
  const frame = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { columns, heads } = model;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    overscan: 6,
    initialRect: FIRST_RECT,
    initialOffset: props.firstIndex * rowHeightPx,
    scrollMargin: HEAD_HEIGHT_PX,
    scrollPaddingStart: HEAD_HEIGHT_PX,
    // The active row stays rendered when it leaves sight, or it would lose the focus.
    rangeExtractor: useCallback((range: Range) => withActive(range, activeIndex), [activeIndex]),
  });
  useGlide(body, props.glide);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is one object; the height is what changed
  useEffect(() => virtual.measure(), [rowHeightPx]);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex, virtual]);
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onInSight(startIndex, endIndex));
  useTopOnNewQuestion(frame, props.question);

  return (
    <section
      ref={frame}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must take focus (WCAG 2.1.1)
      tabIndex={0}
      className={`relative overflow-auto overscroll-contain rounded-card border bg-surface ${props.className ?? ""}`}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        style={layoutOf(columns)}
      >
        <div role="rowgroup" className="sticky top-0 z-20 w-full">
          <div
            role="row"
            aria-rowindex={1}
            className="grid border-b bg-surface text-12 text-faint"
            style={{ height: HEAD_HEIGHT_PX, gridTemplateColumns: "var(--columns)" }}
          >
            {heads.map((head) => (
              <div
                key={head.column.id}
                role="columnheader"
                aria-sort={head.sorted ?? undefined}
                title={head.column.title}
                className={`${cellStyle(head.column, columns)} font-sans`}
                style={stickyStyle(head.column, columns)}
              >
                <ColumnHeading head={head} />
              </div>
            ))}
          </div>
        </div>
        <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            const id = row === null ? null : rowId(row);
            return (
              <VirtualRow
                key={id ?? index}
                id={id}
                row={row}
                rowAttributes={rowAttributes}
                columns={columns}
                index={index}
                topPx={start - HEAD_HEIGHT_PX}
                heightPx={rowHeightPx}
                isActive={index === activeIndex}
                isSelected={id !== null && selection?.isSelected(id) === true}
                onToggle={selection?.onToggle}
                labelOf={selection?.labelOf}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}

function withActive(range: Range, activeIndex: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes;
  return [...indexes, activeIndex].sort((a, b) => a - b);
}

function useTopOnNewQuestion(frame: RefObject<HTMLElement | null>, question: string): void {
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current !== question) frame.current?.scrollTo({ top: 0 });
    asked.current = question;
  }, [question, frame]);
}
