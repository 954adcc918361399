"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { formatNumber, formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Figure } from "@/components/ui/figure";
import { freshnessOf } from "@/domain/offer/offer";
import { isWatchedLongEnough, shorterMsOf } from "./uptime-days";

/** "40 s ago" with the instant on hover, "clock?" for one in the future; a dash before the first. */
export function SinceFigure({ at }: { at: string | null }) {
  const [words, now] = [useTranslations("source"), useNow()];
  if (at === null) return <Figure value={null} unknownLabel={words("unknown")} />;
  return (
    <time dateTime={at} title={formatInstant(at)} className="font-sans">
      {freshnessOf(new Date(at), now) === "unknown"
        ? words("future")
        : words("ago", { age: formatAge(ageMsOf(at, now) ?? 0) })}
    </time>
  );
}

export function LatencyFigure({ latencyMs }: { latencyMs: number | null }) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  return (
    <Figure
      value={latencyMs === null ? null : formatNumber(latencyMs, locale)}
      unit="ms"
      unknownLabel={words("unknown")}
    />
  );
}

type Watched = { since: string | null; days: number };

/** The time that was watched, as a unit of a figure, where it is shorter than the days of the heading. */
function useShorterSpan({ since, days }: Watched): { unit?: string; title?: string } {
  const [t, now] = [useTranslations("status"), useNow()];
  const shorterMs = shorterMsOf(since, days, now);
  if (since === null || shorterMs === null) return {};
  return {
    unit: t("inSpan", { span: formatAge(shorterMs) }),
    title: t("since", { at: formatInstant(since) }),
  };
}

/** The median of the days of the heading, or of the shorter time that was watched; unknown in its first minute. */
export function MedianLatencyFigure({ latencyMs, since, days }: Watched & { latencyMs: number | null }) {
  const [words, locale, now] = [useTranslations("source"), useCurrentLocale(), useNow()];
  const { unit, title } = useShorterSpan({ since, days });
  const isKnown = latencyMs !== null && isWatchedLongEnough(since, now);
  return (
    <Figure
      value={isKnown ? formatNumber(latencyMs, locale) : null}
      unit={unit === undefined ? "ms" : `ms ${unit}`}
      title={title}
      unknownLabel={words("unknown")}
    />
  );
}

/**
 * The share of polls that succeeded, or of the shorter time that was watched; unknown in its first minute, which says nothing
 * yet. Whole hundreds are rare: 99.95 % must not round up to them.
 */
export function UptimeFigure({ share, since, days }: Watched & { share: number | null }) {
  const [words, locale, now] = [useTranslations("source"), useCurrentLocale(), useNow()];
  const { unit, title } = useShorterSpan({ since, days });
  const isKnown = share !== null && isWatchedLongEnough(since, now);
  return (
    <Figure
      value={isKnown ? formatShare(Math.floor(share * 1000) / 1000, locale, 1) : null}
      unit={unit}
      title={title}
      unknownLabel={words("unknown")}
      className={isKnown && share < 0.95 ? "text-warn" : undefined}
    />
  );
}

export function CountFigure({ count }: { count: number }) {
  const locale = useCurrentLocale();
  return <span className={`tabular ${count === 0 ? "text-faint" : ""}`}>{formatNumber(count, locale)}</span>;
}
