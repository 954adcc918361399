"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { ClockNotice } from "./clock-notice";
import { isPolled } from "./feeds/feed";
import { FeedList } from "./feeds/feed-list";
import { ListTable } from "./list-table";
import { LiveState } from "./live-state";
import { StateLegend } from "./state-legend";
import { StatusSummary } from "./status-summary";
import { UnmappedNames } from "./unmapped-names";

/** The health of every feed, refreshed whenever one of them has been polled. */
export function StatusView() {
  const t = useTranslations("status");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: feeds } = useSuspenseQuery(trpc.providers.health.queryOptions());
  const connection = useFreshOnEvents({
    concerns: ({ type }) => type === "provider.health",
    refresh: () => {
      void queries.invalidateQueries(trpc.providers.health.queryFilter());
      void queries.invalidateQueries(trpc.providers.unmappedNames.queryFilter());
      void queries.invalidateQueries(trpc.providers.clock.queryFilter());
    },
  });
  const polled = feeds.filter(isPolled);
  const listed = feeds.filter((feed) => !isPolled(feed));
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
          <LiveState connection={connection} />
        </div>
        <StatusSummary feeds={feeds} />
        <ClockNotice />
      </header>
      <div className="flex flex-col gap-3">
        <h2 className="text-16">{t("polled")}</h2>
        <FeedList feeds={polled} />
        <StateLegend />
      </div>
      {listed.length > 0 && (
        <div className="flex flex-col gap-3">
          <h2 className="text-16">{t("listed")}</h2>
          <p className="max-w-prose text-13 text-muted">{t("listedWhy")}</p>
          <ListTable feeds={listed} />
        </div>
      )}
      <UnmappedNames />
    </div>
  );
}
