"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatGib } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import { Icon } from "@/components/ui/icon";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { ChangeFigure } from "../change-figure";
import { vendorNames } from "../gpu-words";
import { IndexPrice } from "../index-price";
import type { GpuRow } from "../index-types";
import { type PriceScale, RangeBar } from "../range-bar";
import { type GpuSort, gpuSorts, nextOrder, type TableState } from "./table-state";
import { changeTable } from "./use-table-state";

const columns = [
  "gpu",
  "vendor",
  "vram",
  "median",
  "trimmed",
  "range",
  "spot",
  "day",
  "week",
  "sources",
  "line",
] as const;
type Column = (typeof columns)[number];
const headStyles: Partial<Record<Column, string>> = {
  gpu: "sticky left-0 z-10 bg-surface pl-4",
  range: "text-center!",
  line: "pr-4",
};
const inWords: ReadonlySet<Column> = new Set<Column>(["gpu", "vendor"]);

type GpuTableProps = {
  rows: readonly GpuRow[];
  state: TableState;
  scale: PriceScale;
  lineFrom: string | null;
};

/** GPUs side by side from 1024 px; cards take over below. A click on a head sorts, a second one turns the order round. */
export function GpuTable({ rows, state, scale, lineFrom }: GpuTableProps) {
  const [t, format] = [useTranslations("gpus"), useFormatter()];
  const date = lineFrom === null ? "–" : format.dateTime(new Date(lineFrom), dayAndMinute);
  return (
    <Card className="hidden overflow-hidden lg:block">
      <TableScroll label={t("table")} className="relative">
        <Table>
          <caption className="sr-only">{t("table")}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <SortHead
                  key={column}
                  column={column}
                  title={column === "line" ? t("titles.line", { date }) : t(`titles.${column}`)}
                  state={state}
                />
              ))}
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {rows.map((row) => (
              <TableRow key={row.gpuId} row={row} scale={scale} />
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Card>
  );
}

type SortHeadProps = Pick<GpuTableProps, "state"> & { column: Column; title: string };

function SortHead({ column, title, state }: SortHeadProps) {
  const t = useTranslations("gpus.columns");
  const sort = gpuSorts.find((name: GpuSort) => name === column);
  const isSorted = sort !== undefined && state.sort === sort;
  const direction = state.isFalling ? "descending" : "ascending";
  return (
    <HeadCell
      isNumber={!inWords.has(column)}
      aria-sort={isSorted ? direction : undefined}
      title={title}
      className={headStyles[column]}
    >
      {sort === undefined ? (
        t(column)
      ) : (
        <button
          type="button"
          onClick={() => changeTable((now) => nextOrder(now, sort))}
          className={`inline-flex items-center gap-0.5 rounded-[3px] hover:text-text ${isSorted ? "font-medium text-text" : ""}`}
        >
          {t(column)}
          {isSorted && <Icon name={state.isFalling ? "arrow-down" : "arrow-up"} size={12} />}
        </button>
      )}
    </HeadCell>
  );
}

function TableRow({ row, scale }: { row: GpuRow; scale: PriceScale }) {
  const [t, words, locale] = [useTranslations("gpus"), useTranslations("source"), useCurrentLocale()];
  const { on_demand: onDemand, spot } = row.kinds;
  return (
    <tr className="hover:bg-hover">
      <RowHeadCell className="sticky left-0 z-10 bg-surface pl-4">
        <Link
          href={`/gpus/${row.gpuId}`}
          className="inline-flex h-10 items-center underline decoration-border-control underline-offset-2 hover:decoration-current"
        >
          {row.model}
        </Link>
      </RowHeadCell>
      <Cell className="text-muted">{row.vendor && vendorNames[row.vendor]}</Cell>
      <Cell isNumber>
        <Figure
          value={row.vramGib === null ? null : formatGib(row.vramGib, locale)}
          unit={words("gib")}
          unknownLabel={words("unknown")}
        />
      </Cell>
      <Cell isNumber className="font-medium">
        <IndexPrice index={onDemand} />
      </Cell>
      <Cell isNumber>
        {onDemand.absence === null && <IndexPrice index={onDemand} figure="trimmedMean" />}
      </Cell>
      <Cell isNumber>
        <RangeBar index={onDemand} scale={scale} />
      </Cell>
      <Cell isNumber>
        <IndexPrice index={spot} />
      </Cell>
      <Cell isNumber>
        <ChangeFigure change={onDemand.change24h} />
      </Cell>
      <Cell isNumber>
        <ChangeFigure change={onDemand.change7d} />
      </Cell>
      <Cell isNumber title={t("sourceCount", { onDemand: onDemand.sources, spot: spot.sources })}>
        {onDemand.sources}
        <span className="text-faint"> / {spot.sources}</span>
      </Cell>
      <Cell isNumber className="w-28 pr-4">
        {row.sparkline && (
          <Sparkline values={row.sparkline.medians} isDashed={row.sparkline.kind === "spot"} />
        )}
      </Cell>
    </tr>
  );
}
