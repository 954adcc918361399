"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatGib } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { DataColumn } from "@/components/ui/data-table/column";
import { dollarsOf } from "@/components/ui/data-table/csv";
import { Figure } from "@/components/ui/figure";
import { ChangeFigure } from "../change-figure";
import { vendorNames } from "../gpu-words";
import { IndexPrice } from "../index-price";
import type { GpuRow } from "../index-types";
import type { PriceScale } from "../price-scale";
import { RangeBar } from "../range-bar";
import { fallingFirst, type GpuSort } from "./table-state";

type GpuColumn = DataColumn<GpuRow> & { id: GpuSort | "range" | "line" };

/** Columns of the index of every GPU. `scale` is the one of all range bars; `lineFrom` is when the trend begins. */
export function useGpuColumns(scale: PriceScale | null, lineFrom: string | null): readonly GpuColumn[] {
  const [t, words] = [useTranslations("gpus"), useTranslations("source")];
  const [format, locale] = [useFormatter(), useCurrentLocale()];
  return useMemo(() => {
    const sizeOf = ({ vramGib }: GpuRow) => (vramGib === null ? null : formatGib(vramGib, locale));
    const vendorOf = ({ vendor }: GpuRow) => vendor && vendorNames[vendor];
    const sorted = (id: GpuSort) => ({
      id,
      heading: t(`columns.${id}`),
      title: t(`titles.${id}`),
      firstOrder: fallingFirst.has(id) ? ("descending" as const) : ("ascending" as const),
    });
    const perHour = { unit: "USD/GPU-h" };
    const scaleWords = ({ from, to }: PriceScale) =>
      t("rangeScale", { from: formatPrice(from, locale), to: formatPrice(to, locale) });
    return [
      {
        ...sorted("gpu"),
        isSticky: true,
        value: ({ model }) => model,
        cell: (row) => <GpuLink row={row} className="h-10 hover:decoration-current" />,
        card: {
          slot: "title",
          cell: (row) => <GpuLink row={row} className="min-h-6 text-16 touch-target" />,
        },
      },
      {
        ...sorted("vendor"),
        className: "text-muted",
        value: vendorOf,
        cell: vendorOf,
        card: { slot: "subtitle" },
      },
      {
        ...sorted("vram"),
        isNumber: true,
        value: ({ vramGib }) => vramGib,
        csv: { unit: "GiB" },
        cell: (row) => <Figure value={sizeOf(row)} unit={words("gib")} unknownLabel={words("unknown")} />,
        card: { slot: "subtitle", cell: (row) => sizeOf(row) && `${sizeOf(row)} ${words("gib")}` },
      },
      {
        ...sorted("median"),
        isNumber: true,
        className: "font-medium",
        value: ({ kinds }) => kinds.on_demand.median,
        csv: { ...perHour, value: ({ kinds }) => dollarsOf(kinds.on_demand.median) },
        cell: ({ kinds }) => <IndexPrice index={kinds.on_demand} />,
        card: { slot: "key" },
      },
      {
        ...sorted("trimmed"),
        isNumber: true,
        value: ({ kinds }) => kinds.on_demand.trimmedMean,
        csv: { ...perHour, value: ({ kinds }) => dollarsOf(kinds.on_demand.trimmedMean) },
        cell: ({ kinds: { on_demand: index } }) =>
          index.absence === null && <IndexPrice index={index} figure="trimmedMean" />,
      },
      {
        id: "range",
        heading: t("columns.range"),
        unit: scale === null ? undefined : scaleWords(scale),
        title: t("titles.range"),
        isNumber: true,
        isCentered: true,
        cell: ({ kinds }) => scale && <RangeBar index={kinds.on_demand} scale={scale} />,
        card: {
          slot: "footer",
          cell: ({ kinds }) =>
            scale && (
              <RangeBar
                index={kinds.on_demand}
                scale={scale}
                name={`${t("columns.range")}, ${scaleWords(scale)}`}
              />
            ),
        },
      },
      {
        ...sorted("spot"),
        isNumber: true,
        value: ({ kinds }) => kinds.spot.median,
        csv: { ...perHour, value: ({ kinds }) => dollarsOf(kinds.spot.median) },
        cell: ({ kinds }) => <IndexPrice index={kinds.spot} />,
        card: { slot: "key" },
      },
      {
        ...sorted("day"),
        isNumber: true,
        value: ({ kinds }) => kinds.on_demand.change24h,
        cell: ({ kinds }) => <ChangeFigure change={kinds.on_demand.change24h} />,
        card: { slot: "fact" },
      },
      {
        ...sorted("week"),
        isNumber: true,
        value: ({ kinds }) => kinds.on_demand.change7d,
        cell: ({ kinds }) => <ChangeFigure change={kinds.on_demand.change7d} />,
        card: { slot: "fact" },
      },
      {
        ...sorted("sources"),
        isNumber: true,
        value: ({ kinds }) => kinds.on_demand.sources,
        cell: ({ kinds: { on_demand: onDemand, spot } }) => (
          <span title={t("sourceCount", { onDemand: onDemand.sources, spot: spot.sources })}>
            {onDemand.sources}
            <span className="text-faint"> / {spot.sources}</span>
          </span>
        ),
        card: { slot: "fact" },
      },
      {
        id: "line",
        heading: t("columns.line"),
        title: t("titles.line", {
          date: lineFrom === null ? "–" : format.dateTime(new Date(lineFrom), dayAndMinute),
        }),
        isNumber: true,
        className: "w-28",
        cell: ({ sparkline }) =>
          sparkline && <Sparkline values={sparkline.levels} isDashed={sparkline.kind === "spot"} />,
        card: { slot: "aside" },
      },
    ];
  }, [t, words, format, locale, scale, lineFrom]);
}

function GpuLink({ row, className }: { row: GpuRow; className: string }) {
  return (
    <Link
      href={`/gpus/${row.gpuId}`}
      className={`inline-flex items-center underline decoration-border-control underline-offset-2 ${className}`}
    >
      {row.model}
    </Link>
  );
}
