"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { gpuById } from "@/domain/gpu/gpu";
import { emptySearch, type FilterKey, filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import type { Range } from "@/domain/search-parameters";
import { languageTags } from "@/locale/locales";

export const listFilters = [
  "gpu",
  "vendor",
  "provider",
  "region",
  "country",
  "form",
  "availability",
  "source",
] as const satisfies readonly FilterKey[];
export type ListFilter = (typeof listFilters)[number];

export const rangeFilters = [
  "vram",
  "count",
  "price",
  "hourly",
  "vcpus",
  "ram",
  "reliability",
] as const satisfies readonly FilterKey[];
export type RangeFilter = (typeof rangeFilters)[number];

/** One active filter: its name, its value as text, and the search change that removes it. */
export type ActiveFilter = {
  id: string;
  filter: FilterKey;
  name: string;
  value: string;
  without: Partial<OfferSearch>;
};

/** Texts for filters and their values, in the reader's language. */
export function useFilterText() {
  const t = useTranslations("offers");
  const locale = useCurrentLocale();
  const providerName = useProviderName();
  const countries = new Intl.DisplayNames(languageTags[locale], { type: "region" });

  function nameOf(filter: FilterKey): string {
    return t(`filters.${filter}`);
  }

  /** Without the unit, which the value of a chip includes. */
  function shortName(filter: FilterKey): string {
    return isShort(filter) ? t(`chips.${filter}`) : nameOf(filter);
  }

  function valueText(filter: ListFilter | "pricing", value: string): string {
    if (filter === "gpu") return gpuById(value)?.model ?? value;
    if (filter === "provider") return providerName(value);
    if (filter === "country") return countries.of(value) ?? value;
    if (filter === "region") return value;
    const key = `values.${filter}.${value}` as "values.vendor.nvidia";
    // A vendor or form factor may be newer than the dictionary; its raw name is then the best label.
    return t.has(key) ? t(key) : value;
  }

  function rangeText(filter: RangeFilter, { min, max }: Range): string {
    const scale = filter === "reliability" ? 100 : 1;
    const figure = (value: number) => formatNumber(value * scale, locale, 4);
    const unit = unitOf(filter);
    const around = (text: string) => (unit === "$" ? text : `${text}${unit}`);
    const sign = unit === "$" ? "$" : "";
    if (min !== null && max !== null)
      return around(min === max ? `${sign}${figure(min)}` : `${sign}${figure(min)}–${figure(max)}`);
    if (min !== null) return around(`≥ ${sign}${figure(min)}`);
    return around(`≤ ${sign}${figure(max ?? 0)}`);
  }

  function activeFilters(search: OfferSearch): ActiveFilter[] {
    return filterKeys.flatMap((filter): ActiveFilter[] => {
      const one = (value: string): ActiveFilter[] => [
        { id: filter, filter, name: shortName(filter), value, without: { [filter]: emptySearch[filter] } },
      ];
      if (filter === "q") return search.q === "" ? [] : one(`“${search.q}”`);
      if (filter === "pricing")
        return search.pricing === "any" ? [] : one(valueText("pricing", search.pricing));
      if (isRange(filter)) {
        const range = search[filter];
        return range.min === null && range.max === null ? [] : one(rangeText(filter, range));
      }
      return search[filter].map((value: string) => ({
        id: `${filter}:${value}`,
        filter,
        name: shortName(filter),
        value: valueText(filter, value),
        without: { [filter]: search[filter].filter((other: string) => other !== value) },
      }));
    });
  }

  return { nameOf, shortName, valueText, rangeText, activeFilters };
}

export function isRange(filter: FilterKey): filter is RangeFilter {
  return rangeFilters.some((name) => name === filter);
}

const shortNames = [
  "vram",
  "count",
  "price",
  "hourly",
  "ram",
  "reliability",
] as const satisfies readonly RangeFilter[];

function isShort(filter: FilterKey): filter is (typeof shortNames)[number] {
  return shortNames.some((name) => name === filter);
}

function unitOf(filter: RangeFilter): string {
  if (filter === "vram" || filter === "ram") return " GiB";
  if (filter === "price" || filter === "hourly") return "$";
  return filter === "reliability" ? " %" : "";
}

/** The search without any filter; ranking, order and view stay. */
export function withoutFilters(): Partial<OfferSearch> {
  return Object.fromEntries(filterKeys.map((filter) => [filter, emptySearch[filter]]));
}
