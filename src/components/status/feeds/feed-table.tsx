"use client";

import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Feed } from "./feed";
import { CountFigure, LatencyFigure, SinceFigure, UptimeFigure } from "./feed-figures";
import { FeedName } from "./feed-name";
import { FeedRefusals } from "./feed-refusals";
import { FeedState } from "./feed-state";
import { FeedTrouble } from "./feed-trouble";
import { UptimeBars } from "./uptime-bars";

const COLUMNS = 11;

/** Polled feeds side by side; what is wrong with one stands in a row under it. From 1024 px; cards take over below. */
export function FeedTable({ feeds }: { feeds: readonly Feed[] }) {
  const t = useTranslations("status");
  return (
    <Card className="hidden overflow-hidden lg:block">
      <TableScroll label={t("polled")} className="relative">
        <Table>
          <caption className="sr-only">{t("polled")}</caption>
          <thead>
            <tr>
              <HeadCell className="pl-4">{t("columns.provider")}</HeadCell>
              <HeadCell>{t("columns.state")}</HeadCell>
              <HeadCell isNumber>{t("columns.lastSuccess")}</HeadCell>
              <HeadCell isNumber title={t("columns.latencyWhy")}>
                {t("columns.latency")}
              </HeadCell>
              <HeadCell isNumber>{t("columns.median")}</HeadCell>
              <HeadCell isNumber>{t("columns.day")}</HeadCell>
              <HeadCell isNumber>{t("columns.month")}</HeadCell>
              <HeadCell className="w-64">{t("columns.days")}</HeadCell>
              <HeadCell isNumber>{t("columns.offers")}</HeadCell>
              <HeadCell isNumber>{t("columns.models")}</HeadCell>
              <HeadCell isNumber className="pr-4" title={t("columns.refusedWhy")}>
                {t("columns.refused")}
              </HeadCell>
            </tr>
          </thead>
          {feeds.map((feed) => (
            <FeedRows key={feed.provider} feed={feed} />
          ))}
        </Table>
      </TableScroll>
    </Card>
  );
}

function FeedRows({ feed }: { feed: Feed }) {
  const hasMore = feed.failingSince !== null || feed.refused + feed.quarantined > 0;
  const edge = hasMore ? "border-b-0!" : "";
  return (
    <tbody className="last:[&>tr:last-child>*]:border-b-0" data-feed={feed.provider}>
      <tr>
        <RowHeadCell className={`h-12! pl-4 font-normal! ${edge}`}>
          <FeedName feed={feed} />
        </RowHeadCell>
        <Cell className={edge}>
          <FeedState feed={feed} />
        </Cell>
        <Cell isNumber className={edge}>
          <SinceFigure at={feed.lastSuccessAt} />
        </Cell>
        <Cell isNumber className={edge}>
          <LatencyFigure latencyMs={feed.latencyMs} />
        </Cell>
        <Cell isNumber className={edge}>
          <LatencyFigure latencyMs={feed.medianLatencyMs} />
        </Cell>
        <Cell isNumber className={edge}>
          <UptimeFigure share={feed.uptime24h} />
        </Cell>
        <Cell isNumber className={edge}>
          <UptimeFigure share={feed.uptime30d} />
        </Cell>
        <Cell className={edge}>
          <UptimeBars days={feed.days} />
        </Cell>
        <Cell isNumber className={edge}>
          <CountFigure count={feed.offers} />
        </Cell>
        <Cell isNumber className={edge}>
          <CountFigure count={feed.tokenOffers} />
        </Cell>
        <Cell isNumber className={`pr-4 ${edge}`}>
          <CountFigure count={feed.refused} />
        </Cell>
      </tr>
      {hasMore && (
        <tr>
          <td colSpan={COLUMNS} className="border-b px-4 pb-3">
            <div className="flex flex-col gap-2 pl-8">
              <FeedTrouble feed={feed} />
              <FeedRefusals feed={feed} />
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}
