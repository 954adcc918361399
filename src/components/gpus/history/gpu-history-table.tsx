"use client";

import { useFormatter, useTranslations } from "use-intl";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatListDay } from "@/components/format/list-day";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import { SourceBadge } from "@/components/ui/source-badge";
import { type GpuPriceHistory, lastPrice, onePerProvider, type ProviderSeries, seriesId } from "./series";
import { useSourceWord } from "./use-source-word";

/** The figures of the lines: the lowest and highest of the lowest prices, the last one, and when recording began. */
export function GpuHistoryTable({ history }: { history: GpuPriceHistory }) {
  const [t, words, sourceWord] = [useTranslations("gpuHistory"), useTranslations("source"), useSourceWord()];
  const [format, locale, nameOf] = [useFormatter(), useCurrentLocale(), useProviderName()];
  const number = { isNumber: true };
  const price = (amount: number | null) =>
    amount === null ? (
      <Unknown label={words("unknown")} />
    ) : (
      <PriceFigure parts={priceParts(amount, locale)} />
    );
  const day = (at: string) => `${format.dateTime(Date.parse(at), dayAndMinute)} UTC`;
  const columns: DataColumn<ProviderSeries>[] = [
    column("provider", t("provider"), ({ provider }) => nameOf(provider), { className: "font-normal!" }),
    column("source", t("source"), ({ source, listed }) => (
      <SourceBadge source={source === "live" ? "polled" : source}>
        {listed === null ? sourceWord(source) : words("list", { date: formatListDay(listed.on, locale) })}
      </SourceBadge>
    )),
    column("lowest", t("lowest"), (series) => price(extremeOf(series, Math.min)), number),
    column("highest", t("highest"), (series) => price(extremeOf(series, Math.max)), number),
    column(
      "last",
      t("last"),
      (series) => price(lastPrice(series) ?? series.listed?.lowestMicroUsdPerGpuHour ?? null),
      number,
    ),
    column("since", t("since"), ({ trackingStartsAt }) => day(trackingStartsAt), number),
  ];
  return (
    <DataTable
      model={plainModel(columns, onePerProvider(history.series))}
      label={t("tableLabel")}
      rowId={seriesId}
      className="h-full overflow-y-auto"
    />
  );
}

function extremeOf({ points }: ProviderSeries, extreme: typeof Math.min): number | null {
  const known = points.flatMap(({ lowestMicroUsdPerGpuHour: price }) => (price === null ? [] : [price]));
  return known.length > 0 ? extreme(...known) : null;
}
