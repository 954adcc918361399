"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { SourceBadge } from "@/components/ui/source-badge";
import { freshnessOf, type OfferSource } from "@/domain/offer/offer";
import { isObservedNow } from "@/domain/offer/price-age";
import { ageMsOf, formatAge, formatInstant } from "./age";
import { formatListDay } from "./list-day";
import { useNow } from "./now";

type SourceAgeProps = {
  source: OfferSource;
  observedAt: string | null;
  listedOn: string | null;
  badgeClass?: string;
};

/**
 * The source and age of a price, by the clock of the page; a polled one is live for 15 minutes, then its age is marked as a warning. A list price that a
 * feed repeats shows the date of the list, and its age counts from the repetition.
 */
export function SourceAge({ source, observedAt, listedOn, badgeClass }: SourceAgeProps) {
  const [t, now, locale] = [useTranslations("source"), useNow(), useCurrentLocale()];
  const listed = listedOn === null ? null : formatListDay(listedOn, locale);
  if (source === "list") {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-1.5">
        <SourceBadge
          source="list"
          title={listed ? t("listTitle", { date: listed }) : undefined}
          className={badgeClass}
        >
          {listed ? t("list", { date: listed }) : t("listUndated")}
        </SourceBadge>
        {observedAt !== null && <Age observedAt={observedAt} />}
      </span>
    );
  }
  const readAt = observedAt === null ? undefined : t("liveTitle", { instant: formatInstant(observedAt) });
  const isNow = observedAt !== null && isObservedNow(observedAt, now);
  const shown = source === "live" && !isNow ? "polled" : source;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <SourceBadge
        source={shown}
        title={source === "live" ? readAt : t("simulatedTitle")}
        className={badgeClass}
      >
        {source === "simulated" && listed !== null ? t("simulatedList", { date: listed }) : t(shown)}
      </SourceBadge>
      {observedAt !== null && <Age observedAt={observedAt} />}
    </span>
  );
}

/** "40 s" with the instant on hover; "clock?" for an instant in the future. */
export function Age({ observedAt }: { observedAt: string }) {
  const [t, now] = [useTranslations("source"), useNow()];
  const freshness = freshnessOf(new Date(observedAt), now);
  const instant = formatInstant(observedAt);
  return (
    <time
      dateTime={observedAt}
      title={freshness === "unknown" ? t("futureWhy", { instant }) : instant}
      className={`tabular text-12 whitespace-nowrap ${freshness === "fresh" ? "text-faint" : "text-warn"}`}
    >
      {freshness === "unknown" ? t("future") : formatAge(ageMsOf(observedAt, now) ?? 0)}
    </time>
  );
}
