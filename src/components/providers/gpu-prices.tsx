"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { PriceFigure } from "@/components/ui/price-figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import { gpuById } from "@/domain/gpu/gpu";
import type { Profile } from "./profile";

/** What the provider asks for each GPU it has, cheapest first; each line leads to the offers behind it. */
export function GpuPrices({ profile }: { profile: Profile }) {
  const [t, locale] = [useTranslations("providers.gpus"), useCurrentLocale()];
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.offers.search.queryOptions({ provider: profile.provider, group: "gpu" }),
  );
  const groups = [...data.groups].sort((a, b) => a.lowest - b.lowest);
  const price = (amount: number) => <PriceFigure parts={priceParts(Math.round(amount), locale)} />;
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b px-4 py-3">
        <h2 className="text-16">{t("title")}</h2>
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
        <p className="px-4 py-3 text-13 text-muted">{t("none", { provider: profile.name })}</p>
      ) : (
        <TableScroll label={t("title")} className="relative">
          <Table>
            <thead>
              <tr>
                <HeadCell className="pl-4">{t("gpu")}</HeadCell>
                <HeadCell isNumber>{t("offers")}</HeadCell>
                <HeadCell isNumber>{t("lowest")}</HeadCell>
                <HeadCell isNumber>{t("median")}</HeadCell>
                <HeadCell isNumber className="pr-4">
                  {t("highest")}
                </HeadCell>
              </tr>
            </thead>
            <tbody className="[&>tr:last-child>*]:border-b-0">
              {groups.map((group) => (
                <tr key={group.key} className="hover:bg-hover">
                  <RowHeadCell className="pl-4">
                    <Link
                      href={`/offers?provider=${profile.provider}&gpu=${group.key}`}
                      prefetch={false}
                      className="underline-offset-2 hover:underline"
                    >
                      {gpuById(group.key)?.model ?? group.key}
                    </Link>
                  </RowHeadCell>
                  <Cell isNumber>{formatNumber(group.offers, locale)}</Cell>
                  <Cell isNumber>{price(group.lowest)}</Cell>
                  <Cell isNumber>{price(group.median)}</Cell>
                  <Cell isNumber className="pr-4">
                    {price(group.highest)}
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </Card>
  );
}
