"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { changeSearch } from "../use-market-url";
import { useFilterText, withoutFilters } from "./filter-text";

/** The active filters, each with a button to remove it. Renders nothing without active filters. */
export function FilterChips({ search }: { search: OfferSearch }) {
  const t = useTranslations("offers");
  const filters = useFilterText().activeFilters(search);
  if (filters.length === 0) return null;
  return (
    <ul aria-label={t("activeFilters")} className="flex flex-wrap items-center gap-1.5">
      {filters.map(({ id, name, value, without }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => changeSearch(without)}
            aria-label={t("removeFilter", { filter: name, value })}
            className="inline-flex h-7 items-center gap-1.5 rounded-control border border-border-strong bg-surface px-2 text-12 hover:bg-hover touch-target"
          >
            <span className="text-muted">{name}</span>
            <span className="max-w-48 truncate font-medium">{value}</span>
            <Icon name="x" size={12} className="text-muted" />
          </button>
        </li>
      ))}
      <li>
        <Button tone="quiet" size="compact" onClick={() => changeSearch(withoutFilters())}>
          {t("clearAll")}
        </Button>
      </li>
    </ul>
  );
}
