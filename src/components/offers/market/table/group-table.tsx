"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { formatPoints } from "@/components/format/format-fixed";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { Card } from "@/components/ui/card";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataCards } from "@/components/ui/data-table/data-cards";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import type { GroupKey, OfferSearch } from "@/domain/offer/offer-search";
import { GroupCount, GroupPrice, LowestPrice } from "../../group-prices";
import { useOfferLinks } from "../../offer-links";
import { useFilterText } from "../filters/filter-text";
import type { Group } from "../types";
import { hrefFor } from "../use-market-url";

type GroupTableProps = { by: GroupKey; groups: readonly Group[]; search: OfferSearch };

/** Offers put together; each line leads to the offers behind it. The group with the best-ranked offer comes first. */
export function GroupTable({ by, groups, search }: GroupTableProps) {
  const [t, locale] = [useTranslations("offers"), useCurrentLocale()];
  const figure = { isNumber: true, card: { slot: "fact" } } as const;
  const columns: DataColumn<Group>[] = [
    column("name", t(`groupHeads.${by}`), (group) => <GroupName by={by} group={group} search={search} />, {
      card: { slot: "title" },
    }),
    column("offers", t("groupColumns.offers"), (group) => <GroupCount group={group} />, figure),
    column(
      "providers",
      t("groupColumns.providers"),
      ({ providers }) => formatNumber(providers, locale),
      figure,
    ),
    column("lowest", t("groupColumns.lowest"), (group) => <LowestPrice group={group} />, figure),
    column("median", t("groupColumns.median"), ({ median }) => <GroupPrice amount={median} />, figure),
    column("highest", t("groupColumns.highest"), ({ highest }) => <GroupPrice amount={highest} />, figure),
    column("best", t("groupColumns.best"), (group) => <BestScore group={group} />, figure),
  ];
  const rowId = ({ key }: Group) => key;
  return (
    <>
      <Card className="hidden h-full overflow-hidden md:block">
        <DataTable
          model={plainModel(columns, groups)}
          label={t("groupTable")}
          rowId={rowId}
          isLink
          className="h-full overflow-auto"
        />
      </Card>
      <DataCards
        columns={columns}
        rows={groups}
        rowId={rowId}
        figures="grid-cols-3 gap-x-3"
        className="md:hidden"
      />
    </>
  );
}

function BestScore({ group: { bestOfferId, bestScore } }: { group: Group }) {
  const [locale, links] = [useCurrentLocale(), useOfferLinks()];
  return (
    <Link
      href={links.offer(bestOfferId)}
      prefetch={false}
      className="underline-offset-2 hover:underline touch-target"
    >
      {formatPoints(bestScore, locale)}
    </Link>
  );
}

function GroupName({ by, group, search }: { by: GroupKey; group: Group; search: OfferSearch }) {
  const t = useTranslations("offers");
  const nameOf = useProviderName();
  const text = useFilterText();
  const name = by === "count" ? t("gpus", { count: Number(group.key) }) : text.valueText(by, group.key);
  return (
    <Link
      href={hrefFor(drillDown(by, group.key, search))}
      prefetch={false}
      className="inline-flex items-center gap-2 underline-offset-2 hover:underline touch-target"
    >
      {by === "provider" && <ProviderMonogram slug={group.key} name={nameOf(group.key)} />}
      {name}
    </Link>
  );
}

/** The search for the offers of one group, also of those whose provider does not state by what they are grouped. */
function drillDown(by: GroupKey, key: string, search: OfferSearch): OfferSearch {
  if (by === "count") return { ...search, group: null, count: { min: Number(key), max: Number(key) } };
  return { ...search, group: null, [by]: [key] };
}
