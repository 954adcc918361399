"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { isKnown, seriesRows } from "@/components/charts/series-rows";
import { usePriceFormats } from "@/components/charts/use-price-formats";
import { chartRange } from "@/components/charts/window/chart-range";
import { useHistoryWindow } from "@/components/charts/window/use-history-window";
import { formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { Model } from "@/domain/model/model";
import { historyWindowNames } from "@/domain/price/price-history";
import { ModelHistoryTable } from "./model-history-table";
import {
  drawnOf,
  lineNameOf,
  type ModelPriceHistory,
  type PriceFigureName,
  type PriceSeries,
  stepsOf,
} from "./series-of";

// The chart library is large, and the page shows its figures without it.
const SeriesChart = dynamic(() => import("@/components/charts/series-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** The past input or output prices of the model at each provider. Renders nothing for a model that nobody has served. */
export function ModelHistory({ model }: { model: Model }) {
  const t = useTranslations("model.history");
  const trpc = useTRPC();
  const [window, chooseWindow] = useHistoryWindow();
  const [figure, chooseFigure] = useState<PriceFigureName>("input");
  const options = trpc.models.priceHistory.queryOptions({ id: model.id, window });
  const { data: history, isError } = useQuery({ ...options, placeholderData: keepPreviousData });
  if (history?.trackingStartsAt === null) return null;
  const waiting = isError ? <Notice tone="danger">{t("failed")}</Notice> : <Skeleton className="h-full" />;
  const table = history ? <ModelHistoryTable history={history} figure={figure} /> : waiting;
  const hidden = history ? history.series.length - drawnOf(history, figure).length : 0;
  return (
    <ChartFrame
      title={t("title")}
      axisLabel={t(`axes.${figure}`)}
      words={{ view: t("view"), chart: t("chart"), table: t("table") }}
      controls={
        <>
          <Segmented
            label={t("figure")}
            name="history-figure"
            value={figure}
            onChange={chooseFigure}
            options={(["input", "output"] as const).map((value) => ({ value, label: t(value) }))}
          />
          <Segmented
            label={t("window")}
            name="history-window"
            value={window}
            onChange={chooseWindow}
            options={historyWindowNames.map((value) => ({ value, label: t(`windows.${value}`) }))}
          />
        </>
      }
      chart={history ? <Chart history={history} figure={figure} /> : waiting}
      nothing={history && drawnOf(history, figure).length === 0 ? t("nothing") : null}
      table={history?.series.length === 0 ? null : table}
      note={
        <>
          {t("note")} {hidden > 0 && t("more", { count: hidden })}
        </>
      }
    />
  );
}

type ChartProps = { history: ModelPriceHistory; figure: PriceFigureName };

function Chart({ history, figure }: ChartProps) {
  const [t, locale] = [useTranslations("model.history"), useCurrentLocale()];
  const series = drawnOf(history, figure);
  const recorded = seriesRows(stepsOf(series, figure));
  const { from, to } = chartRange(
    history,
    recorded.filter(isKnown).map(({ at }) => at),
  );
  const rows = recorded.filter(({ at }) => at >= from);
  const formats = usePriceFormats(from, to);
  const values = rows.flatMap(({ at: _at, ...row }) => Object.values(row)).filter((value) => value !== null);
  const lineName = (one: PriceSeries) => {
    const { name, twin, upToTokens } = lineNameOf(one, series);
    const called = twin === null ? name : t(`twins.${twin}`, { name });
    return upToTokens === null
      ? called
      : t("upTo", { name: called, tokens: formatNumber(upToTokens, locale) });
  };
  return (
    <SeriesChart
      rows={rows}
      series={series.map((one) => ({ id: one.id, name: lineName(one), detail: one.modelRaw }))}
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
