"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { Segmented } from "@/components/ui/segmented";
import type { FilterKey, OfferSearch } from "@/domain/offer/offer-search";
import type { Facets, SearchAnswer } from "../types";
import { changeSearch } from "../use-market-url";
import { FacetList } from "./facet-list";
import { type ListFilter, type RangeFilter as RangeKey, useFilterText } from "./filter-text";
import { GpuFacet } from "./gpu-facet";
import { ModelFilter } from "./model-filter";
import { RangeFilter } from "./range-filter";

/** Filters that start open, in the order in which people narrow a search; the rest start collapsed. */
const sections: readonly { filter: FilterKey; isOpen: boolean }[] = [
  { filter: "gpu", isOpen: true },
  { filter: "model", isOpen: true },
  { filter: "vram", isOpen: true },
  { filter: "price", isOpen: true },
  { filter: "count", isOpen: true },
  { filter: "provider", isOpen: true },
  { filter: "availability", isOpen: true },
  { filter: "country", isOpen: false },
  { filter: "region", isOpen: false },
  { filter: "hourly", isOpen: false },
  { filter: "vcpus", isOpen: false },
  { filter: "ram", isOpen: false },
  { filter: "reliability", isOpen: false },
  { filter: "form", isOpen: false },
  { filter: "vendor", isOpen: false },
  { filter: "source", isOpen: false },
];

type FacetRailProps = {
  search: OfferSearch;
  facets: Facets | null;
  /** What the model of the search needs; null before the answer, and without a model. */
  need: SearchAnswer["need"];
};

/** Every filter of the search, with the number of offers that each choice would show. */
export function FacetRail({ search, facets, need }: FacetRailProps) {
  const text = useFilterText();
  const active = new Set(text.activeFilters(search).map(({ filter }) => filter));
  return (
    <div className="flex flex-col">
      <PricingFilter pricing={search.pricing} />
      {sections.map(({ filter, isOpen }) => (
        <Section
          key={filter}
          title={text.nameOf(filter)}
          isOpen={isOpen || active.has(filter)}
          isActive={active.has(filter)}
        >
          <Control filter={filter} search={search} facets={facets} need={need} />
        </Section>
      ))}
    </div>
  );
}

function Control({ filter, search, facets, need }: FacetRailProps & { filter: FilterKey }) {
  if (filter === "gpu") return <GpuFacet search={search} values={facets?.gpu ?? []} />;
  if (filter === "model") return <ModelFilter search={search} need={need} />;
  if (filter in lists)
    return (
      <FacetList
        filter={filter as ListFilter}
        search={search}
        values={facets?.[filter as ListFilter] ?? []}
      />
    );
  return <RangeFilter filter={filter as RangeKey} search={search} />;
}

const lists = {
  vendor: true,
  provider: true,
  region: true,
  country: true,
  form: true,
  availability: true,
  source: true,
};

function PricingFilter({ pricing }: { pricing: OfferSearch["pricing"] }) {
  const t = useTranslations("offers");
  const text = useFilterText();
  const options = (["any", "on_demand", "spot"] as const).map((value) => ({
    value,
    label: value === "any" ? t("anyPricing") : text.valueText("pricing", value),
  }));
  return (
    <div className="pb-2">
      <Segmented
        label={text.nameOf("pricing")}
        name={useId()}
        options={options}
        value={pricing}
        onChange={(value) => changeSearch({ pricing: value })}
      />
    </div>
  );
}

type SectionProps = { title: string; isOpen: boolean; isActive: boolean; children: ReactNode };

function Section({ title, isOpen, isActive, children }: SectionProps) {
  return (
    <details open={isOpen} className="group border-t py-1">
      <summary className="flex h-7 list-none items-center gap-1.5 rounded-control px-1 text-13 font-medium touch-target">
        <Icon
          name="chevron-down"
          size={14}
          className="-rotate-90 text-faint transition-transform group-open:rotate-0"
        />
        {title}
        {isActive && <span aria-hidden="true" className="ml-auto size-1.5 rounded-full bg-accent" />}
      </summary>
      <div className="pt-1 pb-2">{children}</div>
    </details>
  );
}
