"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { IssueNotice } from "@/components/forms/issue-notice";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { CsvButton } from "@/components/ui/data-table/csv-button";
import { DataList } from "@/components/ui/data-table/data-list";
import { useDataTable } from "@/components/ui/data-table/use-data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { emptyModelSearch, modelSortKeys } from "@/domain/model/model-search";
import { useModelColumns } from "./model-columns";
import { ModelFilters } from "./model-filters";
import type { ModelHit } from "./model-hit";
import { changeModelSearch, modelQueryOf, useModelsUrl } from "./use-models-url";

/** The same array in each render, because rows are compared by identity. */
const noHits: readonly ModelHit[] = [];

/** Every model with its lowest prices; what is asked of it stands in the address. */
export function ModelsScreen() {
  const [t, locale] = [useTranslations("models"), useCurrentLocale()];
  const [trpc, queries] = [useTRPC(), useQueryClient()];
  const { search, issues } = useModelsUrl();
  const options = trpc.models.search.queryOptions(modelQueryOf(search));
  const { data, isError, refetch } = useQuery({ ...options, placeholderData: keepPreviousData });
  const model = useDataTable({
    columns: useModelColumns(search.ratio),
    rows: data?.hits ?? noHits,
    sort: { id: search.sort, isDescending: search.descending },
    onSort: ({ id, isDescending }) =>
      changeModelSearch({
        sort: modelSortKeys.find((key) => key === id) ?? search.sort,
        descending: isDescending,
      }),
    isServerSorted: true,
  });
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
          <span className="ml-auto self-center">
            <CsvButton fileName="models" columns={model.columns} rows={model.rows} />
          </span>
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
      {data && (
        <DataList
          model={model}
          label={t("label")}
          caption={`${t("label")}, ${t("perMillion")}`}
          tableFrom={768}
          rowId={({ id }) => id}
          rowHeight={48}
          isNarrow
          isLink
          cards={{ figures: "grid-cols-3 gap-2" }}
          empty={
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
          }
        />
      )}
    </div>
  );
}
