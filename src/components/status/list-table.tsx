"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatListDay } from "@/components/format/list-day";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Unknown } from "@/components/ui/figure";
import { isExactDay } from "@/domain/offer/list-day";
import type { Feed } from "./feeds/feed";
import { CountFigure } from "./feeds/feed-figures";
import { FeedName } from "./feeds/feed-name";
import { FeedState } from "./feeds/feed-state";

/** Providers that have no feed readable without a key, only a dated price list. */
export function ListTable({ feeds }: { feeds: readonly Feed[] }) {
  const [t, words] = [useTranslations("status"), useTranslations("source")];
  const locale = useCurrentLocale();
  const columns: DataColumn<Feed>[] = [
    column("provider", t("columns.provider"), (feed) => <FeedName feed={feed} />, {
      className: "font-normal!",
    }),
    column("state", t("columns.state"), (feed) => <FeedState feed={feed} />, { isWide: true }),
    column(
      "listedOn",
      t("columns.listedOn"),
      ({ list }) =>
        list?.listedOn == null ? (
          <Unknown label={words("unknown")} />
        ) : (
          <span className={`tabular ${isExactDay(list.listedOn) ? "whitespace-nowrap" : ""}`}>
            {formatListDay(list.listedOn, locale)}
          </span>
        ),
      // Four columns fit a phone if months and year stand in two lines.
      { className: "max-sm:pr-0! max-sm:whitespace-normal!" },
    ),
    column("offers", t("columns.offers"), (feed) => <OfferCount feed={feed} />, { isNumber: true }),
    column("models", t("columns.models"), ({ tokenOffers }) => <CountFigure count={tokenOffers} />, {
      isNumber: true,
    }),
  ];
  return (
    <Card className="overflow-hidden">
      <DataTable
        model={plainModel(columns, feeds)}
        label={t("listed")}
        rowId={({ provider }) => provider}
        rowAttributes={({ provider }) => ({ "data-feed": provider })}
        inset="card"
        isNarrow
      />
    </Card>
  );
}

function OfferCount({ feed: { provider, offers } }: { feed: Feed }) {
  if (offers === 0) return <CountFigure count={0} />;
  return (
    <Link
      href={`/offers?provider=${provider}`}
      className="underline decoration-border-control underline-offset-2"
    >
      <CountFigure count={offers} />
    </Link>
  );
}
