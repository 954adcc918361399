"use client";

import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import type { OfferSearch } from "@/domain/offer-search";
import { type ColumnId, columns, hasUnit } from "./columns";
import { cellStyle, HEAD_HEIGHT_PX, stickyStyle } from "./table-style";
import { changeSearch } from "./use-market-url";

type TableHeadProps = { shown: readonly ColumnId[]; search: OfferSearch };

/** Stays in sight; a click sorts, a second one turns the order round. */
export function TableHead({ shown, search }: TableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-20 w-full">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row of headers does not take focus, its buttons do */}
      <div
        role="row"
        aria-rowindex={1}
        className="grid border-b bg-surface text-12 text-faint"
        style={{ height: HEAD_HEIGHT_PX, gridTemplateColumns: "var(--columns)" }}
      >
        {shown.map((id) => (
          <HeadCell key={id} id={id} search={search} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({ id, search }: { id: ColumnId; search: OfferSearch }) {
  const t = useTranslations("offers");
  const { sort, isFalling } = columns[id];
  const isSorted = sort !== undefined && search.sort === sort;
  const direction = Boolean(isFalling) !== search.descending ? "descending" : "ascending";
  const label = (
    <span className="truncate">
      {t(`columns.${id}.name`)}
      {hasUnit(id) && <span className="ml-1 font-normal text-faint">{t(`columnUnits.${id}`)}</span>}
    </span>
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div
      role="columnheader"
      aria-sort={isSorted ? direction : undefined}
      title={t(`columns.${id}.title`)}
      className={`${cellStyle(id)} font-sans`}
      style={stickyStyle(id)}
    >
      {sort ? (
        <button
          type="button"
          onClick={() => changeSearch({ sort, descending: isSorted ? !search.descending : false })}
          className={`inline-flex min-w-0 items-center gap-0.5 rounded-[3px] hover:text-text ${isSorted ? "font-medium text-text" : ""}`}
        >
          {label}
          {isSorted && <Icon name={direction === "descending" ? "arrow-down" : "arrow-up"} size={12} />}
        </button>
      ) : (
        label
      )}
    </div>
  );
}
