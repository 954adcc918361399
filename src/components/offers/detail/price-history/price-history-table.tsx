"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { formatShare } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { Icon } from "@/components/ui/icon";
import { type PricePeriod, periodRowsOf } from "./price-periods";

/** The figures of the line, newest first; each gap has a row as well. */
export function PriceHistoryTable({ periods }: { periods: readonly PricePeriod[] }) {
  const [t, locale] = [useTranslations("offer.history"), useCurrentLocale()];
  const rows = periodRowsOf(periods);
  const number = { isNumber: true };
  const gap = <span className="font-sans text-12 text-faint">{t("gap")}</span>;
  const columns: DataColumn<(typeof rows)[number]>[] = [
    column("from", t("from"), ({ from }) => minuteOf(from), { className: "tabular text-12 font-normal!" }),
    column("to", t("to"), ({ to }) => minuteOf(to), { className: "tabular text-12" }),
    column(
      "price",
      t("price"),
      ({ microUsdPerGpuHour: price }) => (price === null ? gap : formatPrice(price, locale)),
      number,
    ),
    column("change", t("change"), ({ change }) => change !== null && <Change share={change} />, number),
  ];
  return (
    <DataTable
      model={plainModel(columns, rows)}
      label={t("tableLabel")}
      rowId={({ from }) => String(from)}
      rowHeight={32}
      inset="none"
      className="h-full overflow-y-auto"
    />
  );
}

function Change({ share }: { share: number }) {
  const [t, locale] = [useTranslations("offer.history"), useCurrentLocale()];
  const text = formatShare(Math.abs(share), locale, 1);
  if (share === 0) return <span className="text-faint">{text}</span>;
  const hasRisen = share > 0;
  return (
    <span className={`inline-flex items-center gap-1 ${hasRisen ? "text-up" : "text-down"}`}>
      <Icon name={hasRisen ? "arrow-up" : "arrow-down"} size={12} />
      <span className="sr-only">{t(hasRisen ? "up" : "down")}</span>
      {text}
    </span>
  );
}

/** "2026-11-23 05:41"; the column heading says UTC. */
function minuteOf(at: number): string {
  return formatInstant(new Date(at)).slice(0, 16);
}
