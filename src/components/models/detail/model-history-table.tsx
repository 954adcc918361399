"use client";

import { useFormatter, useTranslations } from "use-intl";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatNumber } from "@/components/format/number";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { microUsd } from "@/domain/money";
import { TokenPriceFigure } from "../model-figures";
import { type ModelPriceHistory, type PriceFigureName, summaryOf } from "./series-of";

type ModelHistoryTableProps = { history: ModelPriceHistory; figure: PriceFigureName };

/** The figures of the lines. */
export function ModelHistoryTable({ history, figure }: ModelHistoryTableProps) {
  const [t, format, locale] = [useTranslations("model.history"), useFormatter(), useCurrentLocale()];
  const price = (value: number | null) => (
    <TokenPriceFigure microUsd={value === null ? null : microUsd(value)} />
  );
  if (history.series.length === 0)
    return <p className="flex h-full items-center justify-center text-13 text-muted">{t("nothing")}</p>;
  return (
    <TableScroll label={t("title")} className="relative h-full overflow-y-auto">
      <Table>
        <caption className="sr-only">{t("title")}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <HeadCell>{t("provider")}</HeadCell>
            <HeadCell>{t("source")}</HeadCell>
            <HeadCell isNumber>{t("first")}</HeadCell>
            <HeadCell isNumber>{t("last")}</HeadCell>
            <HeadCell isNumber>{t("changes")}</HeadCell>
            <HeadCell isNumber>{t("since")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {history.series.map((series) => {
            const { first, last, changes } = summaryOf(series, figure);
            return (
              <tr key={series.id}>
                <RowHeadCell className="font-normal!">
                  {series.providerName} <span className="tabular text-12 text-muted">{series.modelRaw}</span>
                </RowHeadCell>
                <Cell>
                  <SourceAge source={series.source} observedAt={null} listedOn={series.listedOn} />
                </Cell>
                <Cell isNumber>{price(first)}</Cell>
                <Cell isNumber>{price(last)}</Cell>
                <Cell isNumber>{formatNumber(changes, locale)}</Cell>
                <Cell isNumber>{format.dateTime(Date.parse(series.trackingStartsAt), dayAndMinute)} UTC</Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </TableScroll>
  );
}
