"use client";

import type { RefObject } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { groupKeys, type OfferSearch } from "@/domain/offer-search";
import { workloadPresets } from "@/domain/ranking-criteria";
import { ExportLinks } from "./export-links";
import { SearchField } from "./search-field";
import { changeSearch, changeView } from "./use-market-url";
import type { TableView } from "./use-table-view";
import { ViewMenu } from "./view-menu";

type ToolbarProps = {
  search: OfferSearch;
  isWhyOpen: boolean;
  view: TableView;
  filterField: RefObject<HTMLInputElement | null>;
  filterCount: number;
  /** The filters stand beside the table already. */
  hasRail: boolean;
  areWeightsOpen: boolean;
  onWeights: () => void;
  onFilters: () => void;
  onHelp: () => void;
};

/** Two lines of controls: what is looked for and how it is shown, then how it is ranked. */
export function Toolbar(props: ToolbarProps) {
  const { search, isWhyOpen, view, filterField, filterCount, hasRail, onFilters, onHelp } = props;
  const t = useTranslations("offers");
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField text={search.q} field={filterField} />
        {!hasRail && (
          <Button size="compact" onClick={onFilters}>
            <Icon name="filter" size={14} />
            {t("filtersButton")}
            {filterCount > 0 && <span className="tabular text-accent">{formatNumber(filterCount, locale)}</span>}
          </Button>
        )}
        <div className="flex flex-wrap items-center gap-2 md:ml-auto">
          <GroupChoice group={search.group} />
          <span className="hidden items-center gap-2 md:inline-flex">
            <ViewMenu view={view} />
            <ExportLinks search={search} />
          </span>
          <Button size="compact" aria-pressed={isWhyOpen} className="aria-pressed:text-accent" onClick={() => changeView({ isWhyOpen: !isWhyOpen }, "push")}>
            <Icon name="scale" size={14} />
            {t("whyButton")}
          </Button>
          <Button tone="quiet" size="compact" aria-label={t("keys.title")} className="max-md:hidden" onClick={onHelp}>
            <Kbd>?</Kbd>
          </Button>
        </div>
      </div>
      <RankingLine {...props} />
    </div>
  );
}

function RankingLine({ search, areWeightsOpen, onWeights }: ToolbarProps) {
  const t = useTranslations("offers");
  const order = search.sort === "score" || search.sort === "price" ? search.sort : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label={t("order")}
        name="order"
        options={[
          { value: "score", label: t("bestScore") },
          { value: "price", label: t("cheapest") },
        ]}
        value={search.descending ? null : order}
        onChange={(sort) => changeSearch({ sort, descending: false })}
      />
      <Segmented
        label={t("preset")}
        name="preset"
        options={workloadPresets.map((preset) => ({ value: preset, label: t(`presets.${preset}`) }))}
        value={search.weights ? null : search.preset}
        onChange={(preset) => changeSearch({ preset, weights: null })}
      />
      <Button tone="quiet" size="compact" aria-expanded={areWeightsOpen} onClick={onWeights}>
        <Icon name="sliders-horizontal" size={14} />
        {search.weights ? t("ownWeights") : t("weights")}
      </Button>
    </div>
  );
}

function GroupChoice({ group }: Pick<OfferSearch, "group">) {
  const t = useTranslations("offers");
  return (
    <span className="w-40">
      <Select
        aria-label={t("groupBy")}
        value={group ?? ""}
        onChange={(event) => changeSearch({ group: groupKeys.find((key) => key === event.target.value) ?? null })}
        className="[&>select]:h-7! [&>select]:text-13 pointer-coarse:[&>select]:h-11!"
      >
        <option value="">{t("ungrouped")}</option>
        {groupKeys.map((key) => (
          <option key={key} value={key}>
            {t("groupedBy", { what: t(`groups.${key}`) })}
          </option>
        ))}
      </Select>
    </span>
  );
}
