"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { usePriceFormats } from "@/components/charts/use-price-formats";
import { chartRange } from "@/components/charts/window/chart-range";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Skeleton } from "@/components/ui/skeleton";
import type { HistoryWindow } from "@/domain/price/price-history";
import type { RouterOutputs } from "@/server/trpc/types";
import type { OfferDetail } from "../offer-detail";
import { type PricePeriod, priceSpanOf, stepRowsOf } from "./price-periods";

// The chart library is large, and the page shows its figures without it.
const StepChart = dynamic(() => import("@/components/charts/step-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

type PriceHistoryChartProps = {
  offer: OfferDetail;
  history: RouterOutputs["prices"]["ofOffer"];
  periods: readonly PricePeriod[];
  window: HistoryWindow;
};

/** The price of the offer as a step line. */
export function PriceHistoryChart({ offer, history, periods, window }: PriceHistoryChartProps) {
  const [t, locale] = [useTranslations("offer.history"), useCurrentLocale()];
  const known = periods.filter(({ microUsdPerGpuHour }) => microUsdPerGpuHour !== null);
  const { from, to } = chartRange(
    history,
    known.map((period) => period.from),
  );
  const formats = usePriceFormats(from, to);
  const span = priceSpanOf(periods);
  if (span === null) return null;
  return (
    <StepChart
      rows={stepRowsOf(periods).filter(({ at, value }) => at >= from || value !== null)}
      from={from}
      to={to}
      isDashed={offer.isSpot}
      label={t("inWords", {
        window: t(`windowNames.${window}`),
        low: formatPrice(span.low, locale),
        high: formatPrice(span.high, locale),
        changes: span.changes,
      })}
      {...formats}
    />
  );
}
