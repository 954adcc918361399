"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { IssueNotice } from "@/components/forms/issue-notice";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { emptyModelSearch } from "@/domain/model/model-search";
import { ModelCards } from "./model-cards";
import { ModelFilters } from "./model-filters";
import { ModelTable } from "./model-table";
import { changeModelSearch, modelQueryOf, useModelsUrl } from "./use-models-url";

/** Every model with its lowest prices; what is asked of it stands in the address. */
export function ModelsScreen() {
  const [t, locale] = [useTranslations("models"), useCurrentLocale()];
  const [trpc, queries] = [useTRPC(), useQueryClient()];
  const { search, issues } = useModelsUrl();
  const options = trpc.models.search.queryOptions(modelQueryOf(search));
  const { data, isError, refetch } = useQuery({ ...options, placeholderData: keepPreviousData });
  useFreshOnEvents({
    concerns: ({ type }) => type === "token_offers.changed",
    refresh: () => void queries.invalidateQueries(trpc.models.search.pathFilter()),
  });
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
          {data && (
            <p className="tabular text-13 text-muted" aria-live="polite">
              {t("count", {
                shown: formatNumber(data.hits.length, locale),
                total: formatNumber(data.total, locale),
              })}
            </p>
          )}
        </div>
        <p className="max-w-prose text-13 text-muted">{t("intro")}</p>
      </header>
      <IssueNotice issues={issues} />
      <ModelFilters search={search} developers={data?.developers ?? []} />
      {isError && (
        <Notice
          tone="danger"
          action={
            <Button size="compact" onClick={() => void refetch()}>
              {t("retry")}
            </Button>
          }
        >
          {t("failed")}
        </Notice>
      )}
      {!data && !isError && <Skeleton className="h-96" />}
      {data?.hits.length === 0 && (
        <Card>
          <EmptyState
            title={t("noneTitle")}
            action={
              <Button onClick={() => changeModelSearch({ ...emptyModelSearch, ratio: search.ratio })}>
                {t("filters.clear")}
              </Button>
            }
          >
            {t("none", { total: formatNumber(data.total, locale) })}
          </EmptyState>
        </Card>
      )}
      {data && data.hits.length > 0 && (
        <>
          <ModelTable hits={data.hits} search={search} />
          <ModelCards hits={data.hits} ratio={search.ratio} />
        </>
      )}
    </div>
  );
}
