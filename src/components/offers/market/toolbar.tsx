"use client";

import type { RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Segmented } from "@/components/ui/segmented";
import { cheapestSort, type OfferSearch } from "@/domain/offer/offer-search";
import { SearchField } from "./filters/search-field";
import { changeSearch } from "./use-market-url";
import { PresetChoice } from "./weights/preset-choice";

type ToolbarProps = {
  search: OfferSearch;
  filterField: RefObject<HTMLInputElement | null>;
  filterCount: number;
  /** Whether the explanation has replaced the filters beside the table. */
  isPanelOpen: boolean;
  areWeightsOpen: boolean;
  onWeights: () => void;
  onFilters: () => void;
};

/** Controls for the search and the ranking. */
export function Toolbar({
  search,
  filterField,
  filterCount,
  isPanelOpen,
  areWeightsOpen,
  onWeights,
  onFilters,
}: ToolbarProps) {
  const t = useTranslations("offers");
  const locale = useCurrentLocale();
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:sticky max-md:top-12 max-md:z-20 max-md:-mx-4 max-md:bg-bg max-md:px-4 max-md:py-2">
      <SearchField text={search.q} field={filterField} />
      <Button size="compact" className={`h-8! ${isPanelOpen ? "" : "xl:hidden"}`} onClick={onFilters}>
        <Icon name="filter" size={14} />
        {t("filtersButton")}
        {filterCount > 0 && <span className="tabular text-accent">{formatNumber(filterCount, locale)}</span>}
      </Button>
      <OrderChoice search={search} />
      <span className="hidden min-w-0 max-w-full md:flex">
        <PresetChoice search={search} />
      </span>
      <Button
        tone="quiet"
        size="compact"
        className="max-md:hidden"
        aria-expanded={areWeightsOpen}
        onClick={onWeights}
      >
        <Icon name="sliders-horizontal" size={14} />
        {search.weights ? t("ownWeights") : t("weights")}
      </Button>
    </div>
  );
}

function OrderChoice({ search }: Pick<ToolbarProps, "search">) {
  const t = useTranslations("offers");
  const cheapest = cheapestSort(search);
  const order = search.sort === "score" || search.sort === cheapest ? search.sort : null;
  return (
    <Segmented
      label={t("order")}
      name="order"
      options={[
        { value: "score", label: t("bestScore") },
        { value: cheapest, label: t(cheapest === "hourly" ? "cheapestMachine" : "cheapest") },
      ]}
      value={search.descending ? null : order}
      onChange={(sort) => changeSearch({ sort, descending: false })}
    />
  );
}
