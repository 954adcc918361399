"use client";

import { useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import { formatNumber, formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Figure } from "@/components/ui/figure";
import { freshnessOf } from "@/domain/offer/offer";

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

/** Whole hundreds are rare: 99.95 % must not round up to them. */
export function UptimeFigure({ share }: { share: number | null }) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  const text = share === null ? null : formatShare(Math.floor(share * 1000) / 1000, locale, 1);
  return (
    <Figure
      value={text}
      unknownLabel={words("unknown")}
      className={share !== null && share < 0.95 ? "text-warn" : undefined}
    />
  );
}

export function CountFigure({ count }: { count: number }) {
  const locale = useCurrentLocale();
  return <span className={`tabular ${count === 0 ? "text-faint" : ""}`}>{formatNumber(count, locale)}</span>;
}
