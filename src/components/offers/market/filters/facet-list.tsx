"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Checkbox } from "@/components/ui/checkbox";
import type { OfferSearch } from "@/domain/offer/offer-search";
import type { FacetValue } from "../types";
import { changeSearch } from "../use-market-url";
import { type ListFilter, useFilterText } from "./filter-text";

const SHOWN_AT_FIRST = 6;

type FacetListProps = { filter: ListFilter; search: OfferSearch; values: readonly FacetValue[] };

/** The values of one filter with the number of offers that each would show; selected values stay visible at zero. */
export function FacetList({ filter, search, values }: FacetListProps) {
  const t = useTranslations("offers");
  const [isExpanded, setIsExpanded] = useState(false);
  const all = withChosen(values, search[filter]);
  const shown = isExpanded
    ? all
    : all.filter(({ value }, place) => place < SHOWN_AT_FIRST || isChosen(search, filter, value));
  const hidden = all.length - shown.length;
  return (
    <div>
      {shown.map(({ value, count }) => (
        <FacetValueRow key={value} filter={filter} search={search} value={value} count={count} />
      ))}
      {(hidden > 0 || isExpanded) && all.length > SHOWN_AT_FIRST && (
        <ShowAll isExpanded={isExpanded} count={hidden} onToggle={() => setIsExpanded(!isExpanded)} />
      )}
      {all.length === 0 && <p className="px-1 text-12 text-faint">{t("noValues")}</p>}
    </div>
  );
}

type ShowAllProps = { isExpanded: boolean; count: number; onToggle: () => void };

export function ShowAll({ isExpanded, count, onToggle }: ShowAllProps) {
  const t = useTranslations("offers");
  return (
    <button
      type="button"
      onClick={onToggle}
      className="rounded-control px-1 py-1 text-12 text-muted underline-offset-2 hover:underline touch-target"
    >
      {isExpanded ? t("showFewer") : t("showMore", { count })}
    </button>
  );
}

type FacetValueRowProps = FacetValue & { filter: ListFilter; search: OfferSearch };

export function FacetValueRow({ filter, search, value, count }: FacetValueRowProps) {
  const locale = useCurrentLocale();
  const text = useFilterText();
  return (
    <Checkbox
      checked={isChosen(search, filter, value)}
      onChange={() => changeSearch((now) => toggled(now, filter, value))}
      trailing={formatNumber(count, locale)}
      title={text.valueText(filter, value)}
    >
      {text.valueText(filter, value)}
    </Checkbox>
  );
}

export function withChosen(values: readonly FacetValue[], chosen: readonly string[]): FacetValue[] {
  const missing = chosen.filter((value) => !values.some((one) => one.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}

export function isChosen(search: OfferSearch, filter: ListFilter, value: string): boolean {
  return search[filter].some((one: string) => one === value);
}

function toggled(search: OfferSearch, filter: ListFilter, value: string): Partial<OfferSearch> {
  const chosen: string[] = search[filter];
  return {
    [filter]: isChosen(search, filter, value) ? chosen.filter((one) => one !== value) : [...chosen, value],
  };
}
