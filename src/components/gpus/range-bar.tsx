"use client";

import { useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { IndexSummary } from "./index-types";

/** The ends of a scale that several bars share, in micro-USD. */
export type PriceScale = { from: number; to: number };

type RangeBarProps = { index: IndexSummary; scale: PriceScale };

/** The middle half of the weight on a logarithmic scale, with the median as a tick. The quartiles are shown at both ends. */
export function RangeBar({ index, scale }: RangeBarProps) {
  const [t, locale] = [useTranslations("gpus"), useCurrentLocale()];
  const { lowerQuartile: low, upperQuartile: high, median } = index;
  if (low === null || high === null) return null;
  const [start, end] = [placeOn(scale, low), placeOn(scale, high)];
  const words = t("rangeWords", { low: formatPrice(low, locale), high: formatPrice(high, locale) });
  return (
    <span
      className="tabular inline-grid grid-cols-[3.5rem_5.5rem_3.5rem] items-center gap-1.5 text-12"
      title={words}
    >
      <span className="text-right">{formatPrice(low, locale)}</span>
      <span aria-hidden="true" className="relative h-2 rounded-full bg-hover">
        <span
          className="absolute inset-y-0.5 min-w-1 rounded-full bg-chart-1 opacity-45"
          style={{ left: `${start}%`, width: `${end - start}%` }}
        />
        {median !== null && (
          <span
            className="absolute -inset-y-0.5 w-0.5 -translate-x-1/2 bg-text"
            style={{ left: `${placeOn(scale, median)}%` }}
          />
        )}
      </span>
      <span className="text-left">{formatPrice(high, locale)}</span>
    </span>
  );
}

/** Position along the logarithmic scale, in percent. */
function placeOn({ from, to }: PriceScale, price: number): number {
  if (to <= from) return 50;
  return (100 * Math.log(price / from)) / Math.log(to / from);
}

/** The scale that contains all of these ranges. */
export function scaleOf(indexes: readonly IndexSummary[]): PriceScale {
  const lows = indexes.flatMap(({ lowerQuartile: low }) => low ?? []);
  const highs = indexes.flatMap(({ upperQuartile: high }) => high ?? []);
  return lows.length === 0 ? { from: 1, to: 1 } : { from: Math.min(...lows), to: Math.max(...highs) };
}
