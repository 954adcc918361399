"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { useTRPC } from "@/components/trpc/provider";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { HistoryWindow } from "@/domain/price/price-history";
import { historyWindowNames } from "@/domain/price/price-history";
import { GpuHistoryChart } from "./gpu-history-chart";
import { GpuHistoryTable } from "./gpu-history-table";
import { cheapestSeries, type GpuPriceHistory } from "./series";

type GpuHistoryProps = {
  gpuId: string;
  title: string;
  /** Restricts the chart to one provider. */
  provider?: string;
  /** Further controls from the page. */
  controls?: ReactNode;
};

/** The lowest price of one GPU at each provider over time, on demand or spot, as a chart and a table. */
export function GpuHistory({ gpuId, title, provider, controls }: GpuHistoryProps) {
  const t = useTranslations("gpuHistory");
  const trpc = useTRPC();
  const [window, chooseWindow] = useState<HistoryWindow>("7d");
  const [kind, chooseKind] = useState<"onDemand" | "spot">("onDemand");
  const asked = { gpuId, isSpot: kind === "spot", window, ...(provider === undefined ? {} : { provider }) };
  const { data: history, isError } = useQuery({
    ...trpc.prices.ofGpu.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  const waiting = isError ? <Notice tone="danger">{t("failed")}</Notice> : <Skeleton className="h-full" />;
  return (
    <ChartFrame
      title={title}
      axisLabel={t("axis")}
      words={{ view: t("view"), chart: t("chart"), table: t("table") }}
      controls={
        <>
          {controls}
          <Segmented
            label={t("kind")}
            name="gpu-history-kind"
            value={kind}
            onChange={chooseKind}
            options={(["onDemand", "spot"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <Segmented
            label={t("window")}
            name="gpu-history-window"
            value={window}
            onChange={chooseWindow}
            options={historyWindowNames.map((value) => ({ value, label: t(`windows.${value}`) }))}
          />
        </>
      }
      chart={history ? <GpuHistoryChart history={history} /> : waiting}
      nothing={history && cheapestSeries(history.series).length === 0 ? t("nothing") : null}
      table={tableOf(history, waiting)}
      note={t("note")}
    />
  );
}

/** Lists have rows even where no price was recorded in the window. */
function tableOf(history: GpuPriceHistory | undefined, waiting: ReactNode): ReactNode {
  if (!history) return waiting;
  return history.series.length === 0 ? null : <GpuHistoryTable history={history} />;
}
