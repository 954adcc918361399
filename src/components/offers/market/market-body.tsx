"use client";

import dynamic from "next/dynamic";
import type { RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { LiveRows } from "./live/live-rows";
import type { LiveState } from "./live/live-state";
import { NoMatches } from "./no-matches";
import { QueryError } from "./query-error";
import { OfferList } from "./table/offer-list";
import type { useOfferPages } from "./use-offer-pages";
import type { TableView } from "./view/use-table-view";

const GroupTable = dynamic(() => import("./table/group-table").then((module) => module.GroupTable));

type MarketBodyProps = {
  search: OfferSearch;
  pages: ReturnType<typeof useOfferPages>;
  heard: LiveState;
  view: TableView;
  isPhone: boolean;
  activeIndex: number;
  compared: readonly string[];
  askedId: string | null;
  mayGlide: RefObject<boolean>;
};

/** The offers as a table, cards or groups, or else the loading, error or empty state. */
export function MarketBody({
  search,
  pages,
  heard,
  view,
  isPhone,
  activeIndex,
  compared,
  askedId,
  mayGlide,
}: MarketBodyProps) {
  const t = useTranslations("offers");
  const { data: answer, error, refetch } = pages.first;
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
  const list = (
    <OfferList
      search={search}
      pages={pages}
      view={view}
      isPhone={isPhone}
      activeIndex={activeIndex}
      compared={compared}
      askedId={askedId}
      mayGlide={mayGlide}
    />
  );
  return (
    <LiveRows value={heard}>
      {isPhone ? (
        list
      ) : (
        <div aria-busy={pages.first.isPlaceholderData} className="h-full">
          <CardSkeletons />
          {list}
        </div>
      )}
    </LiveRows>
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
