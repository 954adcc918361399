"use client";

import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { NamedFigure } from "@/components/ui/named-figure";
import type { Feed } from "./feed";
import { CountFigure, LatencyFigure, SinceFigure, UptimeFigure } from "./feed-figures";
import { FeedName } from "./feed-name";
import { FeedRefusals } from "./feed-refusals";
import { FeedState } from "./feed-state";
import { FeedTrouble } from "./feed-trouble";
import { UptimeBars } from "./uptime-bars";

/** The same as the table, one card a feed, below 1024 px. */
export function FeedCards({ feeds }: { feeds: readonly Feed[] }) {
  return (
    <ul className="flex flex-col gap-3 lg:hidden">
      {feeds.map((feed) => (
        <li key={feed.provider} data-feed={feed.provider}>
          <FeedCard feed={feed} />
        </li>
      ))}
    </ul>
  );
}

function FeedCard({ feed }: { feed: Feed }) {
  const t = useTranslations("status.columns");
  return (
    <Card className="flex flex-col gap-3 p-4">
      <h3 className="flex flex-wrap items-center justify-between gap-2 font-normal">
        <FeedName feed={feed} />
        <FeedState feed={feed} />
      </h3>
      <FeedTrouble feed={feed} />
      <div>
        <p className="mb-1 text-12 text-faint">{t("days")}</p>
        <UptimeBars days={feed.days} />
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1.5 text-13 sm:grid-cols-3">
        <NamedFigure isNumber name={t("lastSuccess")}>
          <SinceFigure at={feed.lastSuccessAt} />
        </NamedFigure>
        <NamedFigure isNumber name={t("latency")}>
          <LatencyFigure latencyMs={feed.latencyMs} />
        </NamedFigure>
        <NamedFigure isNumber name={t("median")}>
          <LatencyFigure latencyMs={feed.medianLatencyMs} />
        </NamedFigure>
        <NamedFigure isNumber name={t("day")}>
          <UptimeFigure share={feed.uptime24h} />
        </NamedFigure>
        <NamedFigure isNumber name={t("month")}>
          <UptimeFigure share={feed.uptime30d} />
        </NamedFigure>
        <NamedFigure isNumber name={t("offers")}>
          <CountFigure count={feed.offers} />
        </NamedFigure>
        <NamedFigure isNumber name={t("models")}>
          <CountFigure count={feed.tokenOffers} />
        </NamedFigure>
        <NamedFigure isNumber name={t("refused")}>
          <CountFigure count={feed.refused} />
        </NamedFigure>
      </dl>
      <FeedRefusals feed={feed} />
    </Card>
  );
}
