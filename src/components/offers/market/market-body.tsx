"use client";

import dynamic from "next/dynamic";
import type { RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import type { OfferSearch } from "@/domain/offer/offer-search";
import type { LiveMarket } from "./live/use-live-market";
import { NoMatches } from "./no-matches";
import { QueryError } from "./query-error";
import { OfferCards } from "./table/offer-cards";
import { OfferTable } from "./table/offer-table";
import { PAGE_SIZE } from "./table/row-count";
import type { useOfferPages } from "./use-offer-pages";
import type { TableView } from "./view/use-table-view";

const GroupTable = dynamic(() => import("./table/group-table").then((module) => module.GroupTable));

type MarketBodyProps = {
  search: OfferSearch;
  pages: ReturnType<typeof useOfferPages>;
  live: LiveMarket;
  view: TableView;
  isPhone: boolean;
  activeIndex: number;
  compared: readonly string[];
  onCompare: (id: string) => void;
  mayGlide: RefObject<boolean>;
};

/** The offers as a table, cards or groups, or else the loading, error or empty state. */
export function MarketBody({
  search,
  pages,
  live,
  view,
  isPhone,
  activeIndex,
  compared,
  onCompare,
  mayGlide,
}: MarketBodyProps) {
  const t = useTranslations("offers");
  const { data: answer, error, refetch, dataUpdatedAt, isPlaceholderData } = pages.first;
  if (error && !answer) return <QueryError error={error} onRetry={() => void refetch()} />;
  if (!answer) {
    return (
      <Card className="h-full overflow-hidden">
        <SkeletonRows rows={24} label={t("loading")} isCompact={view.isCompact} />
      </Card>
    );
  }
  if (search.group && answer.groups.length > 0)
    return <GroupTable by={search.group} groups={answer.groups} search={search} />;
  if (answer.total === 0) return <NoMatches search={search} answer={answer} />;
  const rows = {
    total: pages.rowCount,
    hitAt: pages.hitAt,
    onInSight: pages.want,
    live,
    compared,
    onCompare,
  };
  if (isPhone) return <OfferCards {...rows} />;
  return (
    <div aria-busy={isPlaceholderData} className="h-full">
      <CardSkeletons />
      <OfferTable
        {...rows}
        rowsOf={dataUpdatedAt}
        search={search}
        shown={view.shown}
        rowHeight={view.isCompact ? 32 : 40}
        firstIndex={(search.page - 1) * PAGE_SIZE}
        activeIndex={activeIndex}
        mayGlide={mayGlide}
      />
    </div>
  );
}

/** What a phone shows until JavaScript has detected the screen width. */
function CardSkeletons() {
  const t = useTranslations("offers");
  return (
    <div role="status" className="flex flex-col gap-2 md:hidden">
      <span className="sr-only">{t("loading")}</span>
      {["one", "two", "three", "four"].map((card) => (
        <Skeleton key={card} className="h-44 rounded-card!" />
      ))}
    </div>
  );
}
