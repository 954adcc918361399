"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { isKnown, seriesRows } from "@/components/charts/series-rows";
import { usePriceFormats } from "@/components/charts/use-price-formats";
import { chartRange } from "@/components/charts/window/chart-range";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { Skeleton } from "@/components/ui/skeleton";
import { cheapestSeries, type GpuPriceHistory, seriesId, stepsOf } from "./series";
import { useSourceWord } from "./use-source-word";

// The chart library is large, and the page shows its figures without it.
const SeriesChart = dynamic(() => import("@/components/charts/series-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/**
 * One line per provider; only the cheapest if there are more than colours can distinguish.
 */
export function GpuHistoryChart({ history }: { history: GpuPriceHistory }) {
  const [t, locale, nameOf] = [useTranslations("gpuHistory"), useCurrentLocale(), useProviderName()];
  const sourceWord = useSourceWord();
  const series = cheapestSeries(history.series);
  const rows = seriesRows(stepsOf(series));
  const { from, to } = chartRange(
    history,
    rows.filter(isKnown).map(({ at }) => at),
  );
  const formats = usePriceFormats(from, to);
  const values = rows.flatMap(({ at: _at, ...row }) => Object.values(row)).filter((value) => value !== null);
  return (
    <SeriesChart
      rows={rows.filter(({ at }) => at >= from)}
      series={series.map((one) => ({
        id: seriesId(one),
        name: nameOf(one.provider),
        detail: sourceWord(one.source),
      }))}
      isDashed={history.isSpot}
      from={from}
      to={to}
      label={t("inWords", {
        series: series.length,
        low: formatPrice(Math.min(...values), locale),
        high: formatPrice(Math.max(...values), locale),
      })}
      {...formats}
    />
  );
}
