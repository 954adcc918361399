"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Unknown } from "@/components/ui/figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
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
  return (
    <TableScroll label={t("tableLabel")} className="relative h-full overflow-y-auto">
      <Table>
        <caption className="sr-only">{t("tableLabel")}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <HeadCell className="pl-0">{t("at")}</HeadCell>
            {indexKinds.flatMap((kind) => [
              <HeadCell key={`${kind} median`} isNumber className="first-letter:uppercase">
                {t("medianOf", { kind: names[kind] })}
              </HeadCell>,
              <HeadCell key={`${kind} range`} isNumber className="first-letter:uppercase">
                {t("rangeOf", { kind: names[kind] })}
              </HeadCell>,
            ])}
          </tr>
        </thead>
        <tbody>
          {times.map((at) => (
            <tr key={at}>
              <RowHeadCell className="tabular h-8! pl-0 text-12 font-normal!">
                {formatInstant(at).slice(0, 16)}
              </RowHeadCell>
              {indexKinds.map((kind, place) => (
                <PointCells key={kind} point={byTime[place]?.get(at)} />
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}

function PointCells({ point }: { point: IndexPoint | undefined }) {
  const [t, words, locale] = [useTranslations("gpus.history"), useTranslations("source"), useCurrentLocale()];
  if (point === undefined || point.median === null || point.low === null || point.high === null)
    return (
      <>
        <Cell isNumber className="h-8!">
          {point === undefined ? (
            <Unknown label={words("unknown")} />
          ) : (
            <span className="font-sans text-12 text-faint">{t("gap")}</span>
          )}
        </Cell>
        <Cell className="h-8!" />
      </>
    );
  return (
    <>
      <Cell isNumber className="h-8!">
        {formatPrice(point.median, locale)}
      </Cell>
      <Cell isNumber className="h-8! text-muted">
        {formatPrice(point.low, locale)}–{formatPrice(point.high, locale)}
      </Cell>
    </>
  );
}
