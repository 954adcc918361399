"use client";

import { useTranslations } from "use-intl";
import { formatPrice, formatPriceTo, shownApart } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";

/** A price change since the page was opened, as an arrow and words; the colour only repeats them. */
export function PriceMove({ from, to }: { from: number; to: number }) {
  const [t, locale] = [useTranslations("offer.price"), useCurrentLocale()];
  const hasRisen = to > from;
  const amount = formatPrice(Math.abs(to - from), locale);
  const before = formatPriceTo(shownApart(from, to).decimals, from, locale);
  return (
    <p className={`flex items-center gap-1 text-13 md:justify-end ${hasRisen ? "text-up" : "text-down"}`}>
      <Icon name={hasRisen ? "arrow-up" : "arrow-down"} size={14} />
      {t(hasRisen ? "rose" : "fell", { amount, from: before })}
    </p>
  );
}
