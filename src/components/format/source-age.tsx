"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { SourceBadge } from "@/components/ui/source-badge";
import { freshnessOf, type OfferSource } from "@/domain/offer/offer";
import { ageMsOf, formatAge, formatInstant } from "./age";
import { useNow } from "./now";
import { priceOriginOf } from "./price-origin";

type SourceAgeProps = {
  source: OfferSource;
  observedAt: string | null;
  listedOn: string | null;
  /** Shortens the words, so that the day of a simulated list is not cut in a narrow column. */
  isNarrow?: boolean;
  badgeClass?: string;
};

/**
 * The source and age of a price, by the clock of the page; a polled one is live for 15 minutes, then its age is marked as a warning. A list price that a
 * feed repeats shows the date of the list, and beside it when the feed was last seen to repeat it.
 */
export function SourceAge({ source, observedAt, listedOn, isNarrow = false, badgeClass }: SourceAgeProps) {
  const [t, now, locale] = [useTranslations("source"), useNow(), useCurrentLocale()];
  const { shown, word, titleWord, values } = priceOriginOf({ source, observedAt, listedOn }, now, locale);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <SourceBadge
        source={shown}
        title={titleWord === null ? undefined : t(titleWord, values)}
        className={badgeClass}
      >
        {t(isNarrow && word === "simulatedList" ? "simulatedListShort" : word, values)}
      </SourceBadge>
      {observedAt !== null && <Age observedAt={observedAt} isRepetition={listedOn !== null} />}
    </span>
  );
}

type AgeProps = {
  observedAt: string;
  /** The price is older than this: then the age is that of the offer alone, and says so. */
  isRepetition?: boolean;
};

/** "40 s" with the instant on hover, "seen 40 s ago" for a repetition; "clock?" for an instant in the future. */
export function Age({ observedAt, isRepetition = false }: AgeProps) {
  const [t, now] = [useTranslations("source"), useNow()];
  const freshness = freshnessOf(new Date(observedAt), now);
  const instant = formatInstant(observedAt);
  const age = formatAge(ageMsOf(observedAt, now) ?? 0);
  return (
    <time
      dateTime={observedAt}
      title={freshness === "unknown" ? t("futureWhy", { instant }) : instant}
      className={`tabular text-12 whitespace-nowrap ${freshness === "fresh" ? "text-faint" : "text-warn"}`}
    >
      {freshness === "unknown" ? t("future") : isRepetition ? t("seen", { age }) : age}
    </time>
  );
}
