// biome-ignore-all lint/a11y/useSemanticElements: lines placed by number are laid out as grids, which takes a table element's meaning away
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a table take no focus; links and buttons in them do
"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { feedOf } from "../live/live-state";
import type { LiveMarket } from "../live/use-live-market";
import type { Hit } from "../types";
import { type ColumnId, templateOf, widthOf } from "./columns";
import { OfferRow } from "./offer-row";
import { useRowWords } from "./row-words";
import { TableHead } from "./table-head";
import { HEAD_HEIGHT_PX } from "./table-style";
import { useGlide } from "./use-glide";

type OfferTableProps = {
  total: number;
  hitAt: (index: number) => Hit | null;
  onInSight: (from: number, to: number) => void;
  /** Changes when the rows were read anew. */
  rowsOf: number;
  live: LiveMarket;
  search: OfferSearch;
  shown: readonly ColumnId[];
  rowHeight: number;
  firstIndex: number;
  activeIndex: number;
  compared: readonly string[];
  onCompare: (id: string) => void;
  mayGlide: RefObject<boolean>;
};

/** What the server draws before anybody knows the size of the window. */
const FIRST_RECT = { width: 1200, height: 860 };

/** All offers that match as one long table, of which only the lines in sight exist. Scrolls in its own frame. */
export function OfferTable(props: OfferTableProps) {
  const {
    total,
    hitAt,
    onInSight,
    rowsOf,
    live,
    search,
    shown,
    rowHeight,
    activeIndex,
    compared,
    onCompare,
    mayGlide,
  } = props;
  const t = useTranslations("offers");
  const words = useRowWords();
  const frame = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: FIRST_RECT,
    initialOffset: props.firstIndex * rowHeight,
    scrollMargin: HEAD_HEIGHT_PX,
    scrollPaddingStart: HEAD_HEIGHT_PX,
    // The active row stays drawn when it leaves sight, or it would lose the focus.
    rangeExtractor: useCallback((range: Range) => withActive(range, activeIndex), [activeIndex]),
  });
  const items = virtual.getVirtualItems();
  useGlide(body, rowsOf, mayGlide);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is one object; the height is what changed
  useEffect(() => virtual.measure(), [rowHeight]);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex, virtual]);
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onInSight(startIndex, endIndex));
  useTopOnNewQuestion(frame, search);

  return (
    <section
      ref={frame}
      aria-label={t("table")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must take focus (WCAG 2.1.1)
      tabIndex={0}
      className="relative h-full min-h-80 overflow-auto overscroll-contain rounded-card border bg-surface max-md:hidden"
    >
      <div
        role="table"
        aria-label={t("table")}
        aria-rowcount={total + 1}
        aria-colcount={shown.length}
        style={{ "--columns": templateOf(shown), minWidth: widthOf(shown) } as React.CSSProperties}
      >
        <TableHead shown={shown} search={search} />
        <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const hit = hitAt(index);
            return (
              <OfferRow
                key={hit?.id ?? index}
                hit={hit}
                live={hit ? live.priceOf(hit.id) : null}
                observedAt={hit ? (live.seenAt.get(feedOf(hit)) ?? hit.observedAt) : null}
                index={index}
                top={start - HEAD_HEIGHT_PX}
                height={rowHeight}
                shown={shown}
                isActive={index === activeIndex}
                isCompared={hit !== null && compared.includes(hit.id)}
                words={words}
                onCompare={onCompare}
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

/** Another filter or order begins at its top; other weights do not, since the reader watches the rows move. */
function useTopOnNewQuestion(frame: RefObject<HTMLElement | null>, search: OfferSearch): void {
  const question = JSON.stringify({ ...search, weights: null, preset: null, page: 1 });
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current !== question) frame.current?.scrollTo({ top: 0 });
    asked.current = question;
  }, [question, frame]);
}
