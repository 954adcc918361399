"use client";

import { useTranslations } from "use-intl/react";
import { formatListDay } from "@/components/format/list-day";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";

type Priced = { microUsdPerGpuHour: number; rankingMicroUsdPerGpuHour: number; listedOn: string | null };

/** Whether an offer ranks by another price than the one that is shown. */
export function isRankedDearer({ microUsdPerGpuHour, rankingMicroUsdPerGpuHour }: Priced): boolean {
  return rankingMicroUsdPerGpuHour !== microUsdPerGpuHour;
}

/** By which price an offer ranks, and why it is not the price that is shown; nothing where it is. */
export function RankingPrice({ offer }: { offer: Priced }) {
  const [t, locale] = [useTranslations("scoring"), useCurrentLocale()];
  if (offer.listedOn === null || !isRankedDearer(offer)) return null;
  return t("aged", {
    day: formatListDay(offer.listedOn, locale),
    price: formatPrice(offer.microUsdPerGpuHour, locale),
    ranked: formatPrice(offer.rankingMicroUsdPerGpuHour, locale),
  });
}
