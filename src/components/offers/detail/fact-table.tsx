"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import { figureGaps } from "@/domain/gpu/figures/figure-gaps";
import type { Gpu } from "@/domain/gpu/gpu";
import { FactSource } from "./fact-source";
import type { OfferDetail } from "./offer-detail";
import { type FactOrigin, useFacts } from "./use-facts";

type FactTableProps = {
  offer: OfferDetail;
  gpu: Gpu | null;
  sheet: Benchmark | null;
  website: string | null;
};

/** Every figure of the offer with its source. A figure that nobody states is shown as unknown, not omitted. */
export function FactTable({ offer, gpu, sheet, website }: FactTableProps) {
  const [t, words] = [useTranslations("offer.facts"), useTranslations("source")];
  const groups = useFacts(offer, gpu, sheet);
  const noSheet = figureGaps.get(offer.gpuId)?.why === "form" ? "byForm" : "noSheet";
  const unknownSource = (source: FactOrigin) =>
    source === "provider" || source === "price"
      ? t("unstated", { provider: offer.providerName })
      : source === "sheet"
        ? t(noSheet)
        : t("notInTable", { provider: offer.providerName });
  return (
    <Card className="overflow-hidden">
      <h2 className="border-b px-4 py-3 text-16">{t("title")}</h2>
      <TableScroll label={t("title")} className="relative">
        <Table>
          <thead>
            <tr>
              <HeadCell className="pl-4">{t("figure")}</HeadCell>
              <HeadCell>{t("value")}</HeadCell>
              <HeadCell className="hidden pr-4 sm:table-cell">{t("source")}</HeadCell>
            </tr>
          </thead>
          {groups.map(({ group, facts }) => (
            <tbody key={group}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={3}
                  className="h-8 border-b bg-bg px-4 text-left text-12 font-medium text-muted"
                >
                  {t(`groups.${group}`)}
                </th>
              </tr>
              {facts.map(({ id, value, unit, title, source, font }) => (
                <FactRow
                  key={id}
                  label={t(`names.${id}`)}
                  value={
                    <Figure
                      value={value !== null && font ? <span className={font}>{value}</span> : value}
                      unit={unit}
                      title={title}
                      unknownLabel={words("unknown")}
                      className="wrap-anywhere whitespace-normal!"
                    />
                  }
                  source={
                    value === null ? (
                      unknownSource(source)
                    ) : (
                      <FactSource source={source} offer={offer} sheet={sheet} website={website} />
                    )
                  }
                />
              ))}
            </tbody>
          ))}
        </Table>
      </TableScroll>
    </Card>
  );
}

function FactRow({ label, value, source }: { label: string; value: ReactNode; source: ReactNode }) {
  return (
    <tr>
      <RowHeadCell className="h-9! py-1.5 pl-4 font-normal! whitespace-normal! text-muted">
        {label}
      </RowHeadCell>
      <Cell className="h-9! py-1.5 whitespace-normal!">
        {value}
        <span className="block text-12 text-faint sm:hidden">{source}</span>
      </Cell>
      <Cell className="hidden h-9! py-1.5 pr-4 text-12 whitespace-normal! text-muted sm:table-cell">
        {source}
      </Cell>
    </tr>
  );
}
