"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { formatGib } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { NamedFigure } from "@/components/ui/named-figure";
import { ChangeFigure } from "../change-figure";
import { vendorNames } from "../gpu-words";
import { IndexPrice } from "../index-price";
import type { GpuRow } from "../index-types";
import { type PriceScale, RangeBar } from "../range-bar";

type GpuCardsProps = { rows: readonly GpuRow[]; scale: PriceScale };

/** The same as the table, one card a GPU, below 1024 px. */
export function GpuCards({ rows, scale }: GpuCardsProps) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:hidden">
      {rows.map((row) => (
        <li key={row.gpuId}>
          <GpuCard row={row} scale={scale} />
        </li>
      ))}
    </ul>
  );
}

function GpuCard({ row, scale }: { row: GpuRow; scale: PriceScale }) {
  const [t, words, locale] = [useTranslations("gpus"), useTranslations("source"), useCurrentLocale()];
  const { on_demand: onDemand, spot } = row.kinds;
  const size = row.vramGib === null ? "" : `${formatGib(row.vramGib, locale)} ${words("gib")}`;
  return (
    <Card className="flex flex-col gap-2 p-4">
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-16">
          <Link
            href={`/gpus/${row.gpuId}`}
            className="inline-flex min-h-6 items-center underline decoration-border-control underline-offset-2 touch-target"
          >
            {row.model}
          </Link>
          <span className="block text-12 font-normal text-muted">
            {[row.vendor && vendorNames[row.vendor], size].filter(Boolean).join(" · ")}
          </span>
        </h2>
        {row.sparkline && (
          <Sparkline values={row.sparkline.medians} isDashed={row.sparkline.kind === "spot"} />
        )}
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1.5 text-13">
        <NamedFigure name={t("columns.median")}>
          <span className="text-16">
            <IndexPrice index={onDemand} />
          </span>
        </NamedFigure>
        <NamedFigure name={t("columns.spot")}>
          <span className="text-16">
            <IndexPrice index={spot} />
          </span>
        </NamedFigure>
        <NamedFigure name={t("columns.day")}>
          <ChangeFigure change={onDemand.change24h} />
        </NamedFigure>
        <NamedFigure name={t("columns.week")}>
          <ChangeFigure change={onDemand.change7d} />
        </NamedFigure>
        <NamedFigure name={t("columns.sources")}>
          <span
            className="tabular"
            title={t("sourceCount", { onDemand: onDemand.sources, spot: spot.sources })}
          >
            {onDemand.sources} / {spot.sources}
          </span>
        </NamedFigure>
      </dl>
      <RangeBar index={onDemand} scale={scale} />
    </Card>
  );
}
