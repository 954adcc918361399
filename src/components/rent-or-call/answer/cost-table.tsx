"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Unknown } from "@/components/ui/figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Comparison } from "../types";
import { formatAmount, formatRange, formatVolume, machineName } from "./figures";

/** The plotted points are too close together for a table: every fourth becomes a row. */
const ROW_INTERVAL = 4;

type CostTableProps = {
  curve: NonNullable<Comparison["curve"]>;
  offers: Comparison["curveOffers"];
};

/** The figures of the curve, at every fourth point. */
export function CostTable({ curve, offers }: CostTableProps) {
  const t = useTranslations("rentOrCall.chart");
  const locale = useCurrentLocale();
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  return (
    <TableScroll label={t("tableLabel")} className="relative h-full overflow-y-auto">
      <Table>
        <caption className="sr-only">{t("tableLabel")}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <HeadCell className="pl-0">{t("volume")}</HeadCell>
            <HeadCell isNumber>{t("call")}</HeadCell>
            <HeadCell isNumber>{t("rent")}</HeadCell>
            <HeadCell isNumber>{t("band")}</HeadCell>
            <HeadCell>{t("machine")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {curve
            .filter((_, index) => index % ROW_INTERVAL === 0)
            .map(({ tokensPerDay, call, rent, machineId }) => {
              const offer = machineId === null ? undefined : byId.get(machineId);
              return (
                <tr key={tokensPerDay}>
                  <RowHeadCell className="tabular h-8! pl-0 font-normal!">
                    {formatVolume(tokensPerDay, locale)}
                  </RowHeadCell>
                  <Cell isNumber className="h-8!">
                    {call === null ? <Unknown label={t("none")} /> : formatAmount(call, locale)}
                  </Cell>
                  <Cell isNumber className="h-8!">
                    {rent === null ? <Unknown label={t("none")} /> : formatAmount(rent.expected, locale)}
                  </Cell>
                  <Cell isNumber className="h-8! text-muted">
                    {rent && formatRange(formatAmount(rent.low, locale), formatAmount(rent.high, locale))}
                  </Cell>
                  <Cell className="h-8!">{offer && `${machineName(offer)}, ${offer.providerName}`}</Cell>
                </tr>
              );
            })}
        </tbody>
      </Table>
    </TableScroll>
  );
}
