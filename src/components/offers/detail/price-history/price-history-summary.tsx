"use client";

import { useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { HistoryWindow } from "@/domain/price/price-history";
import { type PricePeriod, priceSpanOf } from "./price-periods";

/** Lowest price, highest price and number of changes in the window. */
export function PriceHistorySummary({
  periods,
  window,
}: {
  periods: readonly PricePeriod[];
  window: HistoryWindow;
}) {
  const [t, locale] = [useTranslations("offer.history"), useCurrentLocale()];
  const span = priceSpanOf(periods);
  if (span === null) return null;
  const figures = [
    [t("low"), formatPrice(span.low, locale)],
    [t("high"), formatPrice(span.high, locale)],
    [t("changes"), String(span.changes)],
  ];
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-13">
      {figures.map(([name, value]) => (
        <div key={name} className="flex items-baseline gap-1.5">
          <dt className="text-muted">{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
      <div className="ml-auto text-12 text-faint">
        <dt className="sr-only">{t("window")}</dt>
        <dd>{t(`windowNames.${window}`)}</dd>
      </div>
    </dl>
  );
}
