"use client";

import { useTranslations } from "use-intl";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataList } from "@/components/ui/data-table/data-list";
import { plainModel } from "@/components/ui/data-table/plain-model";
import type { Feed } from "./feed";
import { CountFigure, LatencyFigure, MedianLatencyFigure, SinceFigure, UptimeFigure } from "./feed-figures";
import { FeedName } from "./feed-name";
import { FeedRefusals } from "./feed-refusals";
import { FeedState } from "./feed-state";
import { FeedTrouble } from "./feed-trouble";
import { UptimeBars } from "./uptime-bars";

/** Feeds that are polled. What is wrong with one stands under its row, or in its card. */
export function FeedList({ feeds }: { feeds: readonly Feed[] }) {
  const t = useTranslations("status");
  return (
    <DataList
      model={plainModel(useFeedColumns(), feeds)}
      label={t("polled")}
      tableFrom={1024}
      rowHeight={48}
      rowId={({ provider }) => provider}
      rowAttributes={({ provider }) => ({ "data-feed": provider })}
      detail={(feed) => hasMore(feed) && <FeedDetail feed={feed} />}
      cards={{
        className: "lg:hidden",
        headingLevel: 3,
        figures: "grid-cols-2 gap-x-6 sm:grid-cols-3",
        lead: (feed) => <CardLead feed={feed} />,
        end: (feed) => <FeedRefusals feed={feed} />,
      }}
    />
  );
}

type More = Partial<DataColumn<Feed>>;

function useFeedColumns(): readonly DataColumn<Feed>[] {
  const t = useTranslations("status.columns");
  const figure: More = { isNumber: true, card: { slot: "fact" } };
  return [
    column("provider", t("provider"), (feed) => <FeedName feed={feed} />, {
      isSticky: true,
      className: "font-normal!",
      card: { slot: "title" },
    }),
    column("state", t("state"), (feed) => <FeedState feed={feed} />, { card: { slot: "aside" } }),
    column(
      "lastSuccess",
      t("lastSuccess"),
      ({ lastSuccessAt }) => <SinceFigure at={lastSuccessAt} />,
      figure,
    ),
    column("latency", t("latency"), ({ latencyMs }) => <LatencyFigure latencyMs={latencyMs} />, {
      ...figure,
      title: t("latencyWhy"),
    }),
    column(
      "median",
      t("median"),
      (feed) => <MedianLatencyFigure latencyMs={feed.medianLatencyMs} since={feed.watchedSince} days={1} />,
      figure,
    ),
    column(
      "day",
      t("day"),
      (feed) => <UptimeFigure share={feed.uptime24h} since={feed.watchedSince} days={1} />,
      figure,
    ),
    column(
      "month",
      t("month"),
      (feed) => <UptimeFigure share={feed.uptime30d} since={feed.watchedSince} days={30} />,
      figure,
    ),
    column("days", t("days"), ({ days }) => <UptimeBars days={days} />, { className: "w-64" }),
    column("offers", t("offers"), ({ offers }) => <CountFigure count={offers} />, figure),
    column("models", t("models"), ({ tokenOffers }) => <CountFigure count={tokenOffers} />, figure),
    column("refused", t("refused"), ({ refused }) => <CountFigure count={refused} />, {
      ...figure,
      title: t("refusedWhy"),
    }),
  ];
}

function hasMore({ failingSince, refused, quarantined }: Feed): boolean {
  return failingSince !== null || refused + quarantined > 0;
}

function FeedDetail({ feed }: { feed: Feed }) {
  return (
    <div className="flex flex-col gap-2 pl-8">
      <FeedTrouble feed={feed} />
      <FeedRefusals feed={feed} />
    </div>
  );
}

function CardLead({ feed }: { feed: Feed }) {
  const t = useTranslations("status.columns");
  return (
    <>
      <FeedTrouble feed={feed} />
      <div>
        <p className="mb-1 text-12 text-faint">{t("days")}</p>
        <UptimeBars days={feed.days} />
      </div>
    </>
  );
}
