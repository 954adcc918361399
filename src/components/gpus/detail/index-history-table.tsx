"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Unknown } from "@/components/ui/figure";
import type { IndexPoint } from "@/domain/price/index-history";
import { indexKinds } from "@/domain/price/market-index";
import type { GpuIndex } from "../index-types";

/** The figures of the chart, newest first; each gap has a row as well. */
export function IndexHistoryTable({ index }: { index: GpuIndex }) {
  const [t, words] = [useTranslations("gpus.history"), useTranslations("source")];
  const byTime = indexKinds.map(
    (kind) => new Map(index.kinds[kind].history.map((point) => [point.at, point])),
  );
  const times = [...new Set(byTime.flatMap((points) => [...points.keys()]))].sort().reverse();
  if (times.length === 0)
    return <p className="flex h-full items-center justify-center text-13 text-muted">{t("nothing")}</p>;
  const names = { on_demand: words("onDemand"), spot: words("spot") };
  const columns: DataColumn<string>[] = [
    column("at", t("at"), (at) => formatInstant(at).slice(0, 16), {
      className: "tabular text-12 font-normal!",
    }),
    ...indexKinds.flatMap((kind, place): DataColumn<string>[] => {
      const pointAt = (at: string) => byTime[place]?.get(at);
      const [median, half] = [t("medianOf", { kind: names[kind] }), t("halfOf", { kind: names[kind] })];
      return [
        column(`${kind} median`, median, (at) => <Median point={pointAt(at)} />, { isNumber: true }),
        column(`${kind} half`, half, (at) => <MiddleHalf point={pointAt(at)} />, {
          isNumber: true,
          className: "text-muted",
        }),
      ];
    }),
  ];
  return (
    <DataTable
      model={plainModel(columns, times)}
      label={t("tableLabel")}
      rowId={(at) => at}
      rowHeight={32}
      inset="none"
      className="h-full overflow-y-auto [&_th]:first-letter:uppercase"
    />
  );
}

type PointProps = { point: IndexPoint | undefined };

/** A gap was recorded as one; nothing at all is unknown. */
function Median({ point }: PointProps) {
  const [t, words, locale] = [useTranslations("gpus.history"), useTranslations("source"), useCurrentLocale()];
  if (point === undefined) return <Unknown label={words("unknown")} />;
  if (point.median === null) return <span className="font-sans text-12 text-faint">{t("gap")}</span>;
  return formatPrice(point.median, locale);
}

function MiddleHalf({ point }: PointProps) {
  const locale = useCurrentLocale();
  const { lowerQuartile: low, upperQuartile: high } = point ?? {};
  if (low == null || high == null) return null;
  return `${formatPrice(low, locale)}–${formatPrice(high, locale)}`;
}
