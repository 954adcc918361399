"use client";

import { useTranslations } from "use-intl";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { PriceFigure } from "@/components/ui/price-figure";
import { MIN_SOURCES } from "@/domain/price/market-index";
import type { IndexSummary } from "./index-types";

type IndexPriceProps = { index: IndexSummary; figure?: "median" | "trimmedMean" };

/** A figure of the index, aligned on its decimal sign, or the reason why there is none. */
export function IndexPrice({ index, figure = "median" }: IndexPriceProps) {
  const locale = useCurrentLocale();
  const price = index[figure];
  if (price === null) return <MissingPrice index={index} />;
  return <PriceFigure parts={priceParts(price, locale)} />;
}

/** Why an index has no figure, in two words; the full sentence on hover. */
export function MissingPrice({ index }: { index: IndexSummary }) {
  const t = useTranslations("gpus");
  const { absence, sources } = index;
  if (absence === null) return null;
  const counts = { sources, needed: MIN_SOURCES };
  return (
    <span className="font-sans text-12 text-faint" title={t(`absenceWhy.${absence}`, counts)}>
      {t(`absence.${absence}`, counts)}
    </span>
  );
}
