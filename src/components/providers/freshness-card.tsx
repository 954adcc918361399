"use client";

import { useTranslations } from "use-intl";
import { formatListDay } from "@/components/format/list-day";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { MedianLatencyFigure, SinceFigure, UptimeFigure } from "@/components/status/feeds/feed-figures";
import { FeedRefusals } from "@/components/status/feeds/feed-refusals";
import { FeedTrouble } from "@/components/status/feeds/feed-trouble";
import { UptimeBars } from "@/components/status/feeds/uptime-bars";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import { NamedFigure } from "@/components/ui/named-figure";
import { isExactDay } from "@/domain/offer/list-day";
import type { Profile } from "./profile";

/** How fresh the provider's prices are, and how often it answered our polls. */
export function FreshnessCard({ profile }: { profile: Profile }) {
  const [t, words, locale] = [
    useTranslations("providers.freshness"),
    useTranslations("source"),
    useCurrentLocale(),
  ];
  const every = profile.pollEverySeconds;
  if (every === null)
    return (
      <Card className="flex flex-col gap-2 p-4">
        <h2 className="text-16">{t("title")}</h2>
        <p className="text-13 text-muted">
          {profile.list?.listedOn == null
            ? t("nothing")
            : t(isExactDay(profile.list.listedOn) ? "listOnly" : "listOnlySpan", {
                date: formatListDay(profile.list.listedOn, locale),
              })}
        </p>
      </Card>
    );
  return (
    <Card className="flex flex-col gap-4 p-4">
      <h2 className="text-16">{t("title")}</h2>
      <FeedTrouble feed={profile} />
      <UptimeBars days={profile.days} />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-13 sm:grid-cols-3">
        {[
          ["lastSuccess", <SinceFigure key="at" at={profile.lastSuccessAt} />],
          [
            "every",
            <Figure
              key="every"
              value={formatNumber(every < 60 ? every : every / 60, locale, 1)}
              unit={every < 60 ? "s" : "min"}
              unknownLabel={words("unknown")}
            />,
          ],
          [
            "latency",
            <MedianLatencyFigure
              key="latency"
              latencyMs={profile.medianLatencyMs}
              since={profile.watchedSince}
              days={1}
            />,
          ],
          ["day", <UptimeFigure key="day" share={profile.uptime24h} since={profile.watchedSince} days={1} />],
          [
            "month",
            <UptimeFigure key="month" share={profile.uptime30d} since={profile.watchedSince} days={30} />,
          ],
        ].map(([name, figure]) => (
          <NamedFigure key={String(name)} name={t(`names.${String(name) as "lastSuccess"}`)}>
            {figure}
          </NamedFigure>
        ))}
      </dl>
      <FeedRefusals feed={profile} />
    </Card>
  );
}
