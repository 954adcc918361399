"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { formatScore } from "@/components/format/format-fixed";
import { formatNumber } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { Card } from "@/components/ui/card";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { GroupKey, OfferSearch } from "@/domain/offer/offer-search";
import { useFilterText } from "../filters/filter-text";
import type { Group } from "../types";
import { hrefFor } from "../use-market-url";

type GroupTableProps = { by: GroupKey; groups: readonly Group[]; search: OfferSearch };

/** Offers put together; each line leads to the offers behind it. The group with the best-ranked offer comes first. */
export function GroupTable({ by, groups, search }: GroupTableProps) {
  const t = useTranslations("offers");
  const locale = useCurrentLocale();
  const price = (amount: number) => <PriceFigure parts={priceParts(Math.round(amount), locale)} />;
  return (
    <Card className="h-full overflow-hidden">
      <TableScroll label={t("groupTable")} className="h-full overflow-auto">
        <Table>
          <thead className="sticky top-0 bg-surface">
            <tr>
              <HeadCell>{t(`groups.${by}`)}</HeadCell>
              <HeadCell isNumber>{t("groupColumns.offers")}</HeadCell>
              <HeadCell isNumber>{t("groupColumns.providers")}</HeadCell>
              <HeadCell isNumber>{t("groupColumns.lowest")}</HeadCell>
              <HeadCell isNumber>{t("groupColumns.median")}</HeadCell>
              <HeadCell isNumber>{t("groupColumns.highest")}</HeadCell>
              <HeadCell isNumber>{t("groupColumns.best")}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key} className="hover:bg-hover">
                <RowHeadCell>
                  <GroupName by={by} group={group} search={search} />
                </RowHeadCell>
                <Cell isNumber>{formatNumber(group.offers, locale)}</Cell>
                <Cell isNumber>{formatNumber(group.providers, locale)}</Cell>
                <Cell isNumber>{price(group.lowest)}</Cell>
                <Cell isNumber>{price(group.median)}</Cell>
                <Cell isNumber>{price(group.highest)}</Cell>
                <Cell isNumber>
                  <Link
                    href={`/offers/${group.bestOfferId}`}
                    prefetch={false}
                    className="underline-offset-2 hover:underline"
                  >
                    {formatScore(group.bestScore, locale)}
                  </Link>
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Card>
  );
}

function GroupName({ by, group, search }: { by: GroupKey; group: Group; search: OfferSearch }) {
  const t = useTranslations("offers");
  const source = useTranslations("source");
  const nameOf = useProviderName();
  const text = useFilterText();
  const inside = drillDown(by, group.key, search);
  const name = by === "count" ? t("gpus", { count: Number(group.key) }) : text.valueText(by, group.key);
  // A country that the provider does not say cannot be asked for.
  if (group.key === "" || inside === null) return <Unknown label={source("unknown")} />;
  return (
    <Link
      href={hrefFor(inside)}
      prefetch={false}
      className="inline-flex items-center gap-2 underline-offset-2 hover:underline"
    >
      {by === "provider" && <ProviderMonogram slug={group.key} name={nameOf(group.key)} />}
      {name}
    </Link>
  );
}

function drillDown(by: GroupKey, key: string, search: OfferSearch): OfferSearch | null {
  if (key === "") return null;
  if (by === "count") return { ...search, group: null, count: { min: Number(key), max: Number(key) } };
  return { ...search, group: null, [by]: [key] };
}
