"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { Unknown } from "@/components/ui/figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Feed } from "./feeds/feed";
import { CountFigure } from "./feeds/feed-figures";
import { FeedName } from "./feeds/feed-name";
import { FeedState } from "./feeds/feed-state";

/** Providers that have no feed readable without a key, only a dated price list. */
export function ListTable({ feeds }: { feeds: readonly Feed[] }) {
  const [t, words] = [useTranslations("status"), useTranslations("source")];
  return (
    <Card className="overflow-hidden">
      <TableScroll label={t("listed")} className="relative">
        <Table>
          <caption className="sr-only">{t("listed")}</caption>
          <thead>
            <tr>
              <HeadCell className="pl-4">{t("columns.provider")}</HeadCell>
              <HeadCell className="hidden sm:table-cell">{t("columns.state")}</HeadCell>
              <HeadCell>{t("columns.listedOn")}</HeadCell>
              <HeadCell isNumber>{t("columns.offers")}</HeadCell>
              <HeadCell isNumber className="pr-4">
                {t("columns.models")}
              </HeadCell>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {feeds.map((feed) => (
              <tr key={feed.provider} data-feed={feed.provider}>
                <RowHeadCell className="pl-4 font-normal!">
                  <FeedName feed={feed} />
                </RowHeadCell>
                <Cell className="hidden sm:table-cell">
                  <FeedState feed={feed} />
                </Cell>
                <Cell>
                  {feed.list === null ? (
                    <Unknown label={words("unknown")} />
                  ) : (
                    <time dateTime={feed.list.listedOn} className="tabular">
                      {feed.list.listedOn}
                    </time>
                  )}
                </Cell>
                <Cell isNumber>
                  {feed.offers === 0 ? (
                    <CountFigure count={0} />
                  ) : (
                    <Link
                      href={`/offers?provider=${feed.provider}`}
                      className="underline decoration-border-control underline-offset-2"
                    >
                      <CountFigure count={feed.offers} />
                    </Link>
                  )}
                </Cell>
                <Cell isNumber className="pr-4">
                  <CountFigure count={feed.tokenOffers} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Card>
  );
}
