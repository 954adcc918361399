"use client";

import { useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column } from "@/components/ui/data-table/column";
import { Unknown } from "@/components/ui/figure";
import type { IndexPoint } from "@/domain/price/index-history";
import type { GpuIndex } from "../index-types";
import { TimesTable } from "./times-table";

/** The figures of the chart, newest first; each gap has a row as well. */
export function IndexHistoryTable({ index: { kinds } }: { index: GpuIndex }) {
  const t = useTranslations("gpus.history");
  return (
    <TimesTable
      label={t("tableLabel")}
      rows={{ on_demand: kinds.on_demand.history, spot: kinds.spot.history }}
      columnsOf={(kind, pointAt) => [
        column("median", t("medianOf", { kind }), (at) => <Median point={pointAt(at)} />, { isNumber: true }),
        column("half", t("halfOf", { kind }), (at) => <MiddleHalf point={pointAt(at)} />, {
          isNumber: true,
          className: "text-muted",
        }),
      ]}
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
