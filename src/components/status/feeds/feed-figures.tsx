"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { formatNumber, formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Figure } from "@/components/ui/figure";
import { freshnessOf } from "@/domain/offer/offer";
import { shorterMsOf } from "./uptime-days";

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

type UptimeFigureProps = { share: number | null; since: string | null; days: number };

/**
 * The share of polls that succeeded, with the time that was watched where it is shorter than the days of the heading. Whole hundreds
 * are rare: 99.95 % must not round up to them.
 */
export function UptimeFigure({ share, since, days }: UptimeFigureProps) {
  const [words, t] = [useTranslations("source"), useTranslations("status")];
  const [locale, now] = [useCurrentLocale(), useNow()];
  const shorterMs = shorterMsOf(since, days, now);
  const text = share === null ? null : formatShare(Math.floor(share * 1000) / 1000, locale, 1);
  return (
    <Figure
      value={text}
      unit={shorterMs === null ? undefined : t("inSpan", { span: formatAge(shorterMs) })}
      title={since === null || shorterMs === null ? undefined : t("since", { at: formatInstant(since) })}
      unknownLabel={words("unknown")}
      className={share !== null && share < 0.95 ? "text-warn" : undefined}
    />
  );
}

export function CountFigure({ count }: { count: number }) {
  const locale = useCurrentLocale();
  return <span className={`tabular ${count === 0 ? "text-faint" : ""}`}>{formatNumber(count, locale)}</span>;
}
