"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Skeleton } from "@/components/ui/skeleton";
import type { HistoryWindow } from "@/domain/price-history";
import type { RouterOutputs } from "@/server/trpc/types";
import { dayAndMinute } from "./day-and-minute";
import type { OfferDetail } from "./offer-detail";
import { type PricePeriod, priceSpanOf, stepRowsOf } from "./price-periods";

// The drawing library is large and no page needs it before its figures.
const StepChart = dynamic(() => import("@/components/charts/step-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const DAY_MS = 86_400_000;

type PriceHistoryChartProps = {
  offer: OfferDetail;
  history: RouterOutputs["offers"]["history"];
  periods: readonly PricePeriod[];
  window: HistoryWindow;
};

/** The line begins where watching began: an axis of empty days would hide the part that is known. */
export function PriceHistoryChart({ offer, history, periods, window }: PriceHistoryChartProps) {
  const [t, format, locale] = [useTranslations("offer.history"), useFormatter(), useCurrentLocale()];
  const span = priceSpanOf(periods);
  if (span === null)
    return <p className="flex h-full items-center justify-center text-13 text-muted">{t("nothing")}</p>;
  const to = Date.parse(history.to);
  const from = Math.max(Date.parse(history.from), Date.parse(history.trackingStartsAt ?? history.from));
  const isWithinDays = to - from <= 2 * DAY_MS;
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
      formatTick={(at) =>
        format.dateTime(
          at,
          isWithinDays
            ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
            : { month: "short", day: "numeric" },
        )
      }
      formatTime={(at) => `${format.dateTime(at, dayAndMinute)} UTC`}
      formatValue={(value) => formatPrice(value, locale)}
    />
  );
}
