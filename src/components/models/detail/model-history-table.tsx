"use client";

import { useFormatter, useTranslations } from "use-intl";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatNumber } from "@/components/format/number";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { microUsd } from "@/domain/money";
import { TokenCount, TokenPriceFigure } from "../model-figures";
import { type ModelPriceHistory, type PriceFigureName, summaryOf } from "./series-of";

type ModelHistoryTableProps = { history: ModelPriceHistory; figure: PriceFigureName };

/** The figures of the lines. */
export function ModelHistoryTable({ history, figure }: ModelHistoryTableProps) {
  const [t, format, locale] = [useTranslations("model.history"), useFormatter(), useCurrentLocale()];
  const rows = history.series.map((series) => ({ series, ...summaryOf(series, figure) }));
  const number = { isNumber: true };
  const price = (value: number | null) => (
    <TokenPriceFigure microUsd={value === null ? null : microUsd(value)} />
  );
  const day = (at: string) => `${format.dateTime(Date.parse(at), dayAndMinute)} UTC`;
  const name = { className: "font-normal!" };
  const columns: DataColumn<(typeof rows)[number]>[] = [
    column("provider", t("provider"), ({ series }) => <SeriesName series={series} />, name),
    column("context", t("context"), ({ series }) => <TokenCount tokens={series.contextTokens} />, number),
    column("source", t("source"), ({ series: { source, listedOn } }) => (
      <SourceAge source={source} observedAt={null} listedOn={listedOn} />
    )),
    column("first", t("first"), ({ first }) => price(first), number),
    column("last", t("last"), ({ last }) => price(last), number),
    column("changes", t("changes"), ({ changes }) => formatNumber(changes, locale), number),
    column("since", t("since"), ({ series }) => day(series.trackingStartsAt), number),
  ];
  return (
    <DataTable
      model={plainModel(columns, rows)}
      label={t("title")}
      rowId={({ series }) => series.id}
      className="h-full overflow-y-auto"
    />
  );
}

function SeriesName({ series }: { series: ModelPriceHistory["series"][number] }) {
  return (
    <>
      {series.providerName} <span className="font-mono text-12 text-muted">{series.modelRaw}</span>
    </>
  );
}
