"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { formatNumber, formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Figure } from "@/components/ui/figure";
import { freshnessOf } from "@/domain/offer/offer";
import { shownShare } from "@/domain/offer/shown-bounds";
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
type WatchedFigureProps = Watched & { value: string | null; unit?: string; className?: string };

/**
 * A figure of the days of a heading. It names the time that was watched where that is shorter, and is unknown in the first minute,
 * which says nothing yet.
 */
function WatchedFigure({ value, unit, since, days, className }: WatchedFigureProps) {
  const [words, t, now] = [useTranslations("source"), useTranslations("status"), useNow()];
  const shorterMs = shorterMsOf(since, days, now);
  const span = shorterMs === null ? undefined : t("inSpan", { span: formatAge(shorterMs) });
  return (
    <Figure
      value={isWatchedLongEnough(since, now) ? value : null}
      unit={[unit, span].filter((part) => part !== undefined).join(" ")}
      title={since === null || shorterMs === null ? undefined : t("since", { at: formatInstant(since) })}
      unknownLabel={words("unknown")}
      className={className}
    />
  );
}

export function MedianLatencyFigure({ latencyMs, ...watched }: Watched & { latencyMs: number | null }) {
  const locale = useCurrentLocale();
  return (
    <WatchedFigure
      {...watched}
      value={latencyMs === null ? null : formatNumber(latencyMs, locale)}
      unit="ms"
    />
  );
}

/** The share of polls that succeeded, rounded as in the bars: 99.97 % is not the whole. */
export function UptimeFigure({ share, ...watched }: Watched & { share: number | null }) {
  const locale = useCurrentLocale();
  return (
    <WatchedFigure
      {...watched}
      value={share === null ? null : formatShare(shownShare(share, 3), locale, 1)}
      className={share !== null && share < 0.95 ? "text-warn" : undefined}
    />
  );
}

export function CountFigure({ count }: { count: number }) {
  const locale = useCurrentLocale();
  return <span className={`tabular ${count === 0 ? "text-faint" : ""}`}>{formatNumber(count, locale)}</span>;
}
