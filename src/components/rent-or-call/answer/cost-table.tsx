"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Unknown } from "@/components/ui/figure";
import type { Comparison } from "../types";
import { formatAmount, formatRange, formatVolume, machineName } from "./figures";

/** The plotted points are too close together for a table: every fourth becomes a row. */
const ROW_INTERVAL = 4;

type Point = NonNullable<Comparison["curve"]>[number];
type CostTableProps = {
  curve: readonly Point[];
  offers: Comparison["curveOffers"];
};

/** The figures of the curve, at every fourth point. */
export function CostTable({ curve, offers }: CostTableProps) {
  const t = useTranslations("rentOrCall.chart");
  const locale = useCurrentLocale();
  const amount = (value: Parameters<typeof formatAmount>[0] | null) =>
    value === null ? <Unknown label={t("none")} /> : formatAmount(value, locale);
  const number = { isNumber: true };
  const machine = (id: string | null) => {
    const offer = offers.find((one) => one.id === id);
    return offer && `${machineName(offer)}, ${offer.providerName}`;
  };
  const columns: DataColumn<Point>[] = [
    column("volume", t("volume"), ({ tokensPerDay }) => formatVolume(tokensPerDay, locale), {
      className: "tabular font-normal!",
    }),
    column("call", t("call"), ({ call }) => amount(call), number),
    column("rent", t("rent"), ({ rent }) => amount(rent?.expected ?? null), number),
    column(
      "band",
      t("band"),
      ({ rent }) => rent && formatRange(formatAmount(rent.low, locale), formatAmount(rent.high, locale)),
      { isNumber: true, className: "text-muted" },
    ),
    column("machine", t("machine"), ({ machineId }) => machine(machineId)),
  ];
  return (
    <DataTable
      model={plainModel(
        columns,
        curve.filter((_, index) => index % ROW_INTERVAL === 0),
      )}
      label={t("tableLabel")}
      rowId={({ tokensPerDay }) => String(tokensPerDay)}
      rowHeight={32}
      inset="none"
      className="h-full overflow-y-auto"
    />
  );
}
