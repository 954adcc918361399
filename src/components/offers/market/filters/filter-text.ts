"use client";

import { useTranslations } from "use-intl/react";
import { countryName } from "@/components/format/country-name";
import { formatNumber } from "@/components/format/number";
import { regionName } from "@/components/format/region-name";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { gpuById } from "@/domain/gpu/gpu";
import { modelById } from "@/domain/model/model";
import { emptySearch, type FilterKey, filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { type Range, UNKNOWN } from "@/domain/search-parameters";

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
  const source = useTranslations("source");

  function nameOf(filter: FilterKey): string {
    return t(`filters.${filter}`);
  }

  /** Without the unit, which the value of a chip includes. */
  function shortName(filter: FilterKey): string {
    return isShort(filter) ? t(`chips.${filter}`) : nameOf(filter);
  }

  function valueText(filter: ListFilter | "pricing", value: string): string {
    if (value === UNKNOWN && filter !== "availability") return source("unknown");
    if (filter === "gpu") return gpuById(value)?.model ?? value;
    if (filter === "provider") return providerName(value);
    if (filter === "country") return countryName(value, locale);
    if (filter === "region") return regionName(value, null, locale);
    const key = `values.${filter}.${value}` as "values.vendor.nvidia";
    // A vendor or form factor may be newer than the dictionary; its raw name is then the best label.
    return t.has(key) ? t(key) : value;
  }

  function rangeText(filter: RangeFilter, { min, max }: Range): string {
    const isMoney = filter === "price" || filter === "hourly";
    // Bounds have up to six decimals, and a chip that rounded one would name another filter.
    const figure = (value: number) =>
      formatNumber(isMoney ? value / 1_000_000 : value * scaleOf(filter), locale, 6);
    const [sign, unit] = [isMoney ? "$" : "", unitOf(filter)];
    if (min !== null && max !== null)
      return `${sign}${min === max ? figure(min) : `${figure(min)}–${figure(max)}`}${unit}`;
    return min !== null ? `≥ ${sign}${figure(min)}${unit}` : `≤ ${sign}${figure(max ?? 0)}${unit}`;
  }

  function activeFilters(search: OfferSearch): ActiveFilter[] {
    return filterKeys.flatMap((filter): ActiveFilter[] => {
      const one = (value: string): ActiveFilter[] => [
        { id: filter, filter, name: shortName(filter), value, without: { [filter]: emptySearch[filter] } },
      ];
      if (filter === "q") return search.q === "" ? [] : one(`“${search.q}”`);
      if (filter === "pricing")
        return search.pricing === "any" ? [] : one(valueText("pricing", search.pricing));
      if (filter === "model")
        return search.model === ""
          ? []
          : one(t("model.value", { model: modelText(search.model), bits: search.bits }));
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

/** A model by its name; a size as people write it, "70B". */
export function modelText(asked: string): string {
  return modelById(asked)?.name ?? asked.toUpperCase();
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

/** What is shown for one unit of the search: people think of reliability in percent. */
export function scaleOf(filter: RangeFilter): number {
  return filter === "reliability" ? 100 : 1;
}

function unitOf(filter: RangeFilter): string {
  if (filter === "vram" || filter === "ram") return " GiB";
  return filter === "reliability" ? "%" : "";
}

/** The search without any filter; ranking, order and view stay. */
export function withoutFilters(): Partial<OfferSearch> {
  return Object.fromEntries(filterKeys.map((filter) => [filter, emptySearch[filter]]));
}
