// biome-ignore-all lint/a11y/useSemanticElements: lines placed by number are laid out as grids, which takes a table element's meaning away
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a table take no focus; links and buttons in them do
"use client";

import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { changeSearch } from "../use-market-url";
import { type ColumnId, columns, hasUnit } from "./columns";
import { cellStyle, HEAD_HEIGHT_PX, stickyStyle } from "./table-style";

type TableHeadProps = { shown: readonly ColumnId[]; search: OfferSearch };

/** Stays in sight; a click sorts, a second one turns the order round. */
export function TableHead({ shown, search }: TableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-20 w-full">
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
    <span className="min-w-0 truncate leading-[0.9375rem]">
      {t(`columns.${id}.name`)}
      {hasUnit(id) && <span className="block font-normal">{t(`columnUnits.${id}`)}</span>}
    </span>
  );
  return (
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
