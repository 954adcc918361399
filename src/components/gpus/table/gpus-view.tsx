"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ageMsOf, formatAge, formatInstant } from "@/components/format/age";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { useNow } from "@/components/format/now";
import { IssueNotice } from "@/components/forms/issue-notice";
import { useTRPC } from "@/components/trpc/provider";
import { untilAsked } from "@/components/trpc/until-asked";
import { Button } from "@/components/ui/button";
import { CsvButton } from "@/components/ui/data-table/csv-button";
import { DataList } from "@/components/ui/data-table/data-list";
import { useDataTable } from "@/components/ui/data-table/use-data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { scaleOf } from "../price-scale";
import { useGpuColumns } from "./gpu-columns";
import { GpuFilters } from "./gpu-filters";
import { shownRows } from "./shown-rows";
import { gpuSorts } from "./table-state";
import { changeTable, useTableState } from "./use-table-state";

/** The index of every GPU. It stands still until the reader asks anew: no row moves under the cursor. */
export function GpusView() {
  const t = useTranslations("gpus");
  const trpc = useTRPC();
  const { state, issues } = useTableState();
  const { data, refetch, isFetching } = useSuspenseQuery(trpc.index.all.queryOptions(undefined, untilAsked));
  const { sort, isFalling, vendor, minVramGib } = state;
  const rows = useMemo(() => shownRows(data.rows, { vendor, minVramGib }), [data.rows, vendor, minVramGib]);
  // One scale for all, whatever is filtered: a bar keeps its place and can be compared.
  const scale = useMemo(() => scaleOf(data.rows.map(({ kinds }) => kinds.on_demand)), [data.rows]);
  const model = useDataTable({
    columns: useGpuColumns(scale, data.sparklineFrom),
    rows,
    sort: { id: sort, isDescending: isFalling },
    onSort: ({ id, isDescending }) =>
      changeTable((now) => ({
        ...now,
        sort: gpuSorts.find((name) => name === id) ?? now.sort,
        isFalling: isDescending,
      })),
  });
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div>
          <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
          <p className="max-w-prose text-14 text-muted">{t("lead")}</p>
        </div>
        <AsOf at={data.at} since={data.trackingStartsAt}>
          <Button size="compact" disabled={isFetching} onClick={() => void refetch()}>
            <Icon name="refresh-cw" size={14} />
            {t("refresh")}
          </Button>
        </AsOf>
      </header>
      <IssueNotice issues={issues} />
      <div className="flex flex-wrap items-end justify-between gap-3">
        <GpuFilters state={state} />
        <div className="flex items-center gap-3">
          <p role="status" className="text-13 text-muted">
            {t("count", { shown: rows.length, all: data.rows.length })}
          </p>
          <CsvButton fileName="gpu-prices" columns={model.columns} rows={model.rows} />
        </div>
      </div>
      <DataList
        model={model}
        label={t("table")}
        tableFrom={1024}
        rowId={({ gpuId }) => gpuId}
        isNarrow
        isLink
        empty={
          <Nothing isMarketEmpty={data.rows.length === 0}>
            <Button onClick={() => changeTable((now) => ({ ...now, vendor: null, minVramGib: null }))}>
              {t("filters.clear")}
            </Button>
          </Nothing>
        }
      />
    </div>
  );
}

type AsOfProps = { at: string; since: string | null; children: React.ReactNode };

function AsOf({ at, since, children }: AsOfProps) {
  const [t, now, format] = [useTranslations("gpus"), useNow(), useFormatter()];
  return (
    <div className="flex flex-col items-start gap-1 sm:items-end">
      <span className="flex items-center gap-3">
        <time dateTime={at} title={formatInstant(at)} className="text-13 text-muted">
          {t("asOf", { age: formatAge(ageMsOf(at, now) ?? 0) })}
        </time>
        {children}
      </span>
      <span className="max-w-64 text-12 text-faint sm:text-right">
        {since === null ? t("notYet") : t("since", { date: format.dateTime(new Date(since), dayAndMinute) })}
      </span>
    </div>
  );
}

function Nothing({ isMarketEmpty, children }: { isMarketEmpty: boolean; children: React.ReactNode }) {
  const t = useTranslations("gpus.empty");
  return (
    <EmptyState
      title={t("title")}
      action={isMarketEmpty ? <LinkButton href="/status">{t("status")}</LinkButton> : children}
    >
      {t(isMarketEmpty ? "none" : "body")}
    </EmptyState>
  );
}
