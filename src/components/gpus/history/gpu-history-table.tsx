"use client";

import { useFormatter, useTranslations } from "use-intl";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import { SourceBadge } from "@/components/ui/source-badge";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { type GpuPriceHistory, lastPrice, onePerProvider, type ProviderSeries, seriesId } from "./series";
import { useSourceWord } from "./use-source-word";

/** The figures of the lines: the lowest and highest of the lowest prices, the last one, and when recording began. */
export function GpuHistoryTable({ history }: { history: GpuPriceHistory }) {
  const t = useTranslations("gpuHistory");
  return (
    <TableScroll label={t("tableLabel")} className="relative h-full overflow-y-auto">
      <Table>
        <caption className="sr-only">{t("tableLabel")}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <HeadCell>{t("provider")}</HeadCell>
            <HeadCell>{t("source")}</HeadCell>
            <HeadCell isNumber>{t("lowest")}</HeadCell>
            <HeadCell isNumber>{t("highest")}</HeadCell>
            <HeadCell isNumber>{t("last")}</HeadCell>
            <HeadCell isNumber>{t("since")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {onePerProvider(history.series).map((series) => (
            <SeriesLine key={seriesId(series)} series={series} />
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}

function SeriesLine({ series }: { series: ProviderSeries }) {
  const [words, sourceWord, nameOf] = [useTranslations("source"), useSourceWord(), useProviderName()];
  const [format, locale] = [useFormatter(), useCurrentLocale()];
  const known = series.points.flatMap(({ lowestMicroUsdPerGpuHour: price }) =>
    price === null ? [] : [price],
  );
  const figures = [
    ["lowest", known.length > 0 ? Math.min(...known) : null],
    ["highest", known.length > 0 ? Math.max(...known) : null],
    ["last", lastPrice(series)],
  ] as const;
  return (
    <tr>
      <RowHeadCell className="font-normal!">{nameOf(series.provider)}</RowHeadCell>
      <Cell>
        <SourceBadge source={series.source}>{sourceWord(series.source)}</SourceBadge>
      </Cell>
      {figures.map(([name, price]) => (
        <Cell key={name} isNumber>
          {price === null ? (
            <Unknown label={words("unknown")} />
          ) : (
            <PriceFigure parts={priceParts(price, locale)} />
          )}
        </Cell>
      ))}
      <Cell isNumber>{format.dateTime(Date.parse(series.trackingStartsAt), dayAndMinute)} UTC</Cell>
    </tr>
  );
}
