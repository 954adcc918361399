"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { SourceAge } from "@/components/format/source-age";
import { GroupBasis, GroupCount, GroupPrice, LowestPrice } from "@/components/offers/group-prices";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { gpuById } from "@/domain/gpu/gpu";
import { spanOfLists } from "@/domain/offer/list-day";
import type { RouterOutputs } from "@/server/trpc/types";
import { type Profile, priceKindOf } from "./profile";

type Group = RouterOutputs["offers"]["search"]["groups"][number];

/** What the provider asks for each GPU it has, cheapest first; each line leads to the offers behind it. */
export function GpuPrices({ profile }: { profile: Profile }) {
  const t = useTranslations("providers.gpus");
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.offers.search.queryOptions({ provider: profile.provider, group: "gpu" }),
  );
  const groups = [...data.groups].sort(
    (a, b) => (a.lowest ?? Number.POSITIVE_INFINITY) - (b.lowest ?? Number.POSITIVE_INFINITY),
  );
  const source = (listedOn: string | null) => (
    <SourceAge
      source={profile.source}
      observedAt={profile.source === "list" ? null : profile.lastSuccessAt}
      listedOn={listedOn}
    />
  );
  const figure = { isNumber: true };
  const columns: DataColumn<Group>[] = [
    column(
      "gpu",
      t("gpu"),
      (group) => (
        <>
          <Link
            href={`/offers?provider=${profile.provider}&gpu=${group.key}`}
            prefetch={false}
            className="underline-offset-2 hover:underline"
          >
            {gpuById(group.key)?.model ?? group.key}
          </Link>
          <span className="hidden sm:block">{source(group.listedOn)}</span>
          {/* A narrow screen has no column of the offers. */}
          <span className="sm:hidden">
            <GroupBasis group={group} />
          </span>
        </>
      ),
      { className: "py-1 font-normal! whitespace-normal!" },
    ),
    column("offers", t("offers"), (group) => <GroupCount group={group} />, { ...figure, isWide: true }),
    column("lowest", t("lowest"), (group) => <LowestPrice group={group} />, figure),
    column("median", t("median"), ({ median }) => <GroupPrice amount={median} />, figure),
    column("highest", t("highest"), ({ highest }) => <GroupPrice amount={highest} />, figure),
  ];
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b px-4 py-3">
        <div>
          <h2 className="text-16">{t("title")}</h2>
          {/* On a phone a row has no space for its own. */}
          {groups.length > 0 && (
            <p className="mt-1 sm:hidden">
              {source(spanOfLists(groups.flatMap((one) => one.listedOn ?? [])))}
            </p>
          )}
        </div>
        {groups.length > 0 && (
          <Link
            href={`/offers?provider=${profile.provider}`}
            className="text-13 text-muted underline-offset-2 hover:text-text hover:underline touch-target"
          >
            {t("all", { count: data.total })}
          </Link>
        )}
      </div>
      {groups.length === 0 ? (
        <p className="px-4 py-3 text-13 text-muted">
          {t(priceKindOf(profile, "gpuHour") === "none" ? "none" : "away", { provider: profile.name })}
        </p>
      ) : (
        <DataTable
          model={plainModel(columns, groups)}
          label={t("title")}
          rowId={({ key }) => key}
          rowHeight={48}
          inset="card"
          isNarrow
          isLink
        />
      )}
    </Card>
  );
}
