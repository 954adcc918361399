"use client";

import { useTranslations } from "use-intl/react";
import { formatListDay } from "@/components/format/list-day";
import { useNow } from "@/components/format/now";
import { formatMonths } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { firstDayOf, isExactDay } from "@/domain/offer/list-day";
import { listAgeMonths } from "@/domain/offer/price-age";

type Priced = {
  microUsdPerGpuHour: number;
  rankingMicroUsdPerGpuHour: number;
  listedOn: string | null;
  observedAt: string | null;
  isPast: boolean;
  /** Set for an offer that is in no ranking any more. */
  goneAt?: string | null;
};

/** Whether an offer ranks otherwise than by the price that is shown: dearer by its age or, as history, after all others. */
export function ranksOtherwise(offer: Priced): boolean {
  if (offer.goneAt) return false;
  return offer.isPast || offer.rankingMicroUsdPerGpuHour !== offer.microUsdPerGpuHour;
}

/** By which price an offer ranks, and why it is not the price that is shown; nothing where it is. */
export function RankingPrice({ offer }: { offer: Priced }) {
  const [t, now, locale] = [useTranslations("scoring"), useNow(), useCurrentLocale()];
  const { listedOn } = offer;
  if (!ranksOtherwise(offer)) return null;
  if (offer.isPast) return <PastPrice offer={offer} />;
  if (listedOn === null) return null;
  return t(isExactDay(listedOn) ? "aged" : "agedSpan", {
    day: formatListDay(listedOn, locale),
    first: firstDayOf(listedOn),
    age: formatMonths(listAgeMonths(listedOn, now), locale),
    price: formatPrice(offer.microUsdPerGpuHour, locale),
    ranked: formatPrice(offer.rankingMicroUsdPerGpuHour, locale),
  });
}

/** Of when a past spot price is, and that it comes after all others. */
export function PastPrice({
  offer: { listedOn, observedAt },
}: {
  offer: Pick<Priced, "listedOn" | "observedAt">;
}) {
  const [t, locale] = [useTranslations("scoring"), useCurrentLocale()];
  const day = listedOn ?? observedAt?.slice(0, "YYYY-MM-DD".length);
  return day === undefined ? t("pastUndated") : t("past", { day: formatListDay(day, locale) });
}
