// biome-ignore-all lint/a11y/useSemanticElements: lines placed by number are laid out as grids, which takes a table element's meaning away
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a table take no focus; links and buttons in them do
"use client";

import { memo } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { LivePrice } from "../live/live-price";
import type { Hit } from "../types";
import { type ColumnId, columns } from "./columns";
import { cells } from "./offer-cells";
import { offerName } from "./offer-name";
import type { RowWords } from "./row-words";
import { cellStyle, stickyStyle } from "./table-style";

type OfferRowProps = {
  /** Null while its page is being read. */
  hit: Hit | null;
  live: LivePrice | null;
  observedAt: string | null;
  index: number;
  top: number;
  height: number;
  shown: readonly ColumnId[];
  isActive: boolean;
  isCompared: boolean;
  words: RowWords;
  onCompare: (id: string) => void;
};

/** One line of the table, placed by its number. Drawn anew only when something of its own changes. */
export const OfferRow = memo(function OfferRow({
  hit,
  index,
  top,
  height,
  shown,
  isActive,
  ...rest
}: OfferRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-offer={hit?.id}
      className={`offer-row absolute top-0 left-0 grid w-full items-stretch border-b bg-surface text-13 focus-within:bg-hover hover:bg-hover ${isActive ? "bg-hover" : ""}`}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: "var(--columns)" }}
    >
      {shown.map((id) =>
        hit ? (
          <RowCell key={id} id={id} hit={hit} isActive={isActive} {...rest} />
        ) : (
          <div key={id} role="cell" className={cellStyle(id)} style={stickyStyle(id)}>
            <Skeleton className="h-3 w-2/3" />
          </div>
        ),
      )}
    </div>
  );
});

type RowCellProps = Omit<OfferRowProps, "hit" | "index" | "top" | "height" | "shown"> & {
  id: ColumnId;
  hit: Hit;
};

function RowCell({ id, hit, live, observedAt, isActive, isCompared, words, onCompare }: RowCellProps) {
  return (
    <div role={id === "gpu" ? "rowheader" : "cell"} className={cellStyle(id)} style={stickyStyle(id)}>
      {id === "rank" ? (
        <>
          {isActive && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
          <input
            type="checkbox"
            checked={isCompared}
            onChange={() => onCompare(hit.id)}
            aria-label={words.compare(`${hit.providerName}, ${offerName(hit, words.locale)}`)}
            className="mr-auto size-3.5 accent-accent"
          />
          <span className={hit.rank === 1 ? "font-medium text-accent" : "text-muted"}>{hit.rank}</span>
        </>
      ) : (
        <div className={columns[id].isNumber ? "" : "flex min-w-0 flex-1 items-center *:min-w-0"}>
          {cells[id]({ hit, live, observedAt, words })}
        </div>
      )}
    </div>
  );
}
