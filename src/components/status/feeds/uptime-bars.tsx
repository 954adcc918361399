"use client";

import { useTranslations } from "use-intl";
import { useNow } from "@/components/format/now";
import { formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { shownShare } from "@/domain/offer/shown-bounds";
import type { FeedDay } from "./feed";
import { SHOWN_DAYS, type UptimeDay, uptimeDays, uptimeSummary } from "./uptime-days";

const HEIGHT = 24;
const PITCH = 4;
const WIDTH = 3;
/** A day with a failure shows it, however few its share. */
const LEAST_FAILURE = 4;

/** Ninety days, a bar each: the lower part is what succeeded, the upper what failed; a day that nobody polled is a dot. */
export function UptimeBars({ days }: { days: readonly FeedDay[] }) {
  const [t, locale, now] = [useTranslations("status.days"), useCurrentLocale(), useNow()];
  const bars = uptimeDays(days, now);
  const summary = uptimeSummary(bars);
  const percent = (share: number) => formatShare(shownShare(share, 3), locale, 1);
  const label =
    summary === null
      ? t("none")
      : t("summary", {
          days: summary.watched,
          polls: summary.polls,
          share: percent(summary.share),
          worst: summary.worst.day,
          worstShare: percent(summary.worst.share ?? 0),
        });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SHOWN_DAYS * PITCH - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-6 w-full min-w-24"
    >
      {bars.map((bar, place) => (
        <Bar key={bar.day} bar={bar} x={place * PITCH}>
          {bar.share === null
            ? t("gap", { day: bar.day })
            : t("day", { day: bar.day, share: percent(bar.share), polls: bar.polls })}
        </Bar>
      ))}
    </svg>
  );
}

function Bar({ bar: { share }, x, children }: { bar: UptimeDay; x: number; children: string }) {
  const failed = share === null || share === 1 ? 0 : Math.max(LEAST_FAILURE, (1 - share) * HEIGHT);
  return (
    <g>
      <title>{children}</title>
      {/* The whole height answers to the pointer. */}
      <rect x={x} width={PITCH} height={HEIGHT} fill="transparent" />
      {share === null ? (
        <rect x={x} y={HEIGHT - 2} width={WIDTH} height={2} className="fill-border-strong" />
      ) : (
        <rect x={x} y={failed} width={WIDTH} height={HEIGHT - failed} className="fill-accent" />
      )}
      {failed > 0 && <rect x={x} width={WIDTH} height={failed - 1} className="fill-danger" />}
    </g>
  );
}
