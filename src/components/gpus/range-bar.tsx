"use client";

import { useTranslations } from "use-intl";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { IndexSummary } from "./index-types";
import { type PriceScale, placeOn } from "./price-scale";

type RangeBarProps = {
  index: IndexSummary;
  scale: PriceScale;
  /** On a card, which has no heading above it: what it is and its scale, over a bar as wide as the card. */
  name?: string;
};

/**
 * The middle half of the weight: its quartiles in figures, and on a logarithmic scale with the median as a tick. The scale is that
 * of all bars, so the figures stand beside it, not at its ends.
 */
export function RangeBar({ index, scale, name }: RangeBarProps) {
  const [t, locale] = [useTranslations("gpus"), useCurrentLocale()];
  const { lowerQuartile: low, upperQuartile: high, median } = index;
  if (low === null || high === null) return null;
  const [start, end] = [placeOn(scale, low), placeOn(scale, high)];
  const words = t("rangeWords", { low: formatPrice(low, locale), high: formatPrice(high, locale) });
  const isOnCard = name !== undefined;
  const grid = isOnCard ? "grid grid-cols-[auto_1fr]" : "inline-grid grid-cols-[7.5rem_5.5rem]";
  return (
    <span className={`items-center gap-1.5 text-12 ${grid}`} title={words}>
      {isOnCard && <span className="col-span-2 text-faint">{name}</span>}
      <span className="tabular text-right whitespace-nowrap">
        {formatPrice(low, locale)}–{formatPrice(high, locale)}
      </span>
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
    </span>
  );
}
