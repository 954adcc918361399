"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "use-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { usePriceFormats } from "@/components/charts/use-price-formats";
import { chartRange } from "@/components/charts/window/chart-range";
import { formatInstant } from "@/components/format/age";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import { Skeleton } from "@/components/ui/skeleton";
import { indexKinds } from "@/domain/price/market-index";
import type { GpuIndex } from "../index-types";
import { chartRowsOf } from "./chart-rows";
import { IndexHistoryTable } from "./index-history-table";

// The chart library is large, and the page shows its figures without it.
const BandChart = dynamic(() => import("@/components/charts/band-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

type IndexHistoryProps = {
  index: GpuIndex;
  /** Replaces the plot while the chosen window is loading or after it failed to load. */
  placeholder: React.ReactNode | null;
};

/** Both typical prices with their middle half over the window of the index, as a chart, a table and a download. */
export function IndexHistory({ index, placeholder }: IndexHistoryProps) {
  const t = useTranslations("gpus.history");
  const isEmpty = placeholder === null && hasNoIndex(index);
  return (
    <ChartFrame
      title={t("title", { window: t(`windowNames.${index.window}`) })}
      axisLabel={t("axis")}
      words={{ view: t("view"), chart: t("chart"), table: t("table") }}
      controls={
        isEmpty ? null : (
          <a
            href={`/api/v2/index/${index.gpuId}.csv?window=${index.window}`}
            download
            title={t("csvTitle")}
            className={buttonStyle("quiet", "compact")}
          >
            <Icon name="download" size={14} />
            {t("csv")}
          </a>
        )
      }
      nothing={isEmpty ? t("nothing") : null}
      chart={placeholder ?? <HistoryChart index={index} />}
      table={isEmpty ? null : (placeholder ?? <IndexHistoryTable index={index} />)}
      note={<HistoryNote index={index} />}
    />
  );
}

function hasNoIndex({ kinds }: GpuIndex): boolean {
  return indexKinds.every((kind) => kinds[kind].history.every(({ median }) => median === null));
}

/** Both typical prices with their middle half. */
function HistoryChart({ index }: { index: GpuIndex }) {
  const [t, words] = [useTranslations("gpus.history"), useTranslations("source")];
  const locale = useCurrentLocale();
  const histories = { on_demand: index.kinds.on_demand.history, spot: index.kinds.spot.history };
  const all = [...histories.on_demand, ...histories.spot];
  const { from, to } = chartRange(
    index,
    all.map(({ at }) => Date.parse(at)),
  );
  const formats = usePriceFormats(from, to);
  const names = { solid: words("onDemand"), dashed: words("spot") };
  const label = indexKinds
    .map((kind) => {
      const medians = histories[kind].flatMap(({ median }) => (median === null ? [] : [median]));
      const named = {
        kind: words(kind === "spot" ? "spot" : "onDemand"),
        window: t(`windowNames.${index.window}`),
      };
      if (medians.length === 0) return t("inWordsNone", named);
      const [low, high] = [Math.min(...medians), Math.max(...medians)];
      return t("inWords", { ...named, low: formatPrice(low, locale), high: formatPrice(high, locale) });
    })
    .join(" ");
  return (
    <BandChart
      rows={chartRowsOf(histories, index.to)}
      from={from}
      to={to}
      label={label}
      names={names}
      {...formats}
    />
  );
}

function HistoryNote({ index }: { index: GpuIndex }) {
  const [t, words, format] = [useTranslations("gpus.history"), useTranslations("source"), useFormatter()];
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {indexKinds.map((kind) => {
          const since = index.kinds[kind].trackingStartsAt;
          const named = words(kind === "spot" ? "spot" : "onDemand");
          return (
            <span key={kind} className="inline-flex items-center gap-2 first-letter:uppercase">
              <svg aria-hidden="true" width="24" height="8" viewBox="0 0 24 8">
                <path
                  d="M0 4h24"
                  stroke={kind === "spot" ? "var(--chart-2)" : "var(--text)"}
                  strokeWidth="2"
                  strokeDasharray={kind === "spot" ? "6 4" : undefined}
                />
              </svg>
              <span
                title={since === null ? undefined : formatInstant(since)}
                className="first-letter:uppercase"
              >
                {since === null
                  ? t("never", { kind: named })
                  : t("since", { kind: named, date: format.dateTime(new Date(since), dayAndMinute) })}
              </span>
            </span>
          );
        })}
      </p>
      <p>
        {t("band")} {t("gaps")}
      </p>
    </div>
  );
}
