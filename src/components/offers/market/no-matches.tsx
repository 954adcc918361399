"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { emptySearch, type FilterKey, type OfferSearch } from "@/domain/offer/offer-search";
import { isRange, useFilterText, withoutFilters } from "./filters/filter-text";
import type { SearchAnswer } from "./types";
import { changeSearch } from "./use-market-url";

type NoMatchesProps = { search: OfferSearch; answer: SearchAnswer };

/** Explains an empty result: how many offers each filter removed, with a button to drop that filter alone. */
export function NoMatches({ search, answer: { removed, visible } }: NoMatchesProps) {
  const t = useTranslations("offers.none");
  const locale = useCurrentLocale();
  const text = useFilterText();
  if (visible === 0) {
    return (
      <Card>
        <EmptyState title={t("noMarketTitle")} action={<LinkButton href="/status">{t("status")}</LinkButton>}>
          {t("noMarket")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card className="h-full overflow-y-auto">
      <EmptyState
        title={t("title", { visible: formatNumber(visible, locale) })}
        action={<Button onClick={() => changeSearch(withoutFilters())}>{t("clear")}</Button>}
      >
        <p>{t("why")}</p>
        <ul className="mt-4 w-full divide-y rounded-card border text-left">
          {removed.map(({ filter, count }) => (
            <li key={filter} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
              <span className="min-w-0 flex-1">
                <span className="block text-13 text-text wrap-anywhere">
                  {text.nameOf(filter)}{" "}
                  <span className="font-medium">{valuesText(filter, search, text)}</span>
                </span>
                <span className="block text-12">
                  {t("removed", { count, shown: formatNumber(count, locale) })}
                </span>
              </span>
              <Button
                size="compact"
                aria-label={`${t("relax")}: ${text.nameOf(filter)}`}
                onClick={() => changeSearch({ [filter]: emptySearch[filter] })}
              >
                {t("relax")}
              </Button>
            </li>
          ))}
        </ul>
      </EmptyState>
    </Card>
  );
}

function valuesText(filter: FilterKey, search: OfferSearch, text: ReturnType<typeof useFilterText>): string {
  if (isRange(filter)) return text.rangeText(filter, search[filter]);
  return text
    .activeFilters(search)
    .filter((active) => active.filter === filter)
    .map(({ value }) => value)
    .join(", ");
}
