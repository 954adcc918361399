"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "use-intl";
import { seriesRows } from "@/components/charts/series-rows";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { dayAndMinute } from "@/components/offers/detail/day-and-minute";
import { Skeleton } from "@/components/ui/skeleton";
import { cheapestSeries, type GpuPriceHistory, seriesId, seriesName, stepsOf } from "./series";

// The drawing library is large and no page needs it before its figures.
const SeriesChart = dynamic(() => import("@/components/charts/series-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const DAY_MS = 86_400_000;

/** One line a provider, the cheapest first when there are more than can be told apart. The axis begins where watching did. */
export function GpuHistoryChart({ history }: { history: GpuPriceHistory }) {
  const [t, format, locale] = [useTranslations("gpuHistory"), useFormatter(), useCurrentLocale()];
  const series = cheapestSeries(history.series);
  const rows = seriesRows(stepsOf(series));
  const values = rows.flatMap(({ at: _at, ...row }) => Object.values(row)).filter((value) => value !== null);
  if (values.length === 0)
    return <p className="flex h-full items-center justify-center text-13 text-muted">{t("nothing")}</p>;
  const to = Date.parse(history.to);
  const from = Math.max(Date.parse(history.from), Date.parse(history.trackingStartsAt ?? history.from));
  const isWithinDays = to - from <= 2 * DAY_MS;
  return (
    <SeriesChart
      rows={rows.filter(({ at }) => at >= from)}
      series={series.map((one) => ({ id: seriesId(one), name: seriesName(one), detail: one.source }))}
      from={from}
      to={to}
      label={t("inWords", {
        series: series.length,
        low: formatPrice(Math.min(...values), locale),
        high: formatPrice(Math.max(...values), locale),
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
