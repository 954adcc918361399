"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { type IndexKind, indexKinds } from "@/domain/price/market-index";

type Recorded = { at: string };
type Props<Row extends Recorded> = {
  label: string;
  rows: Record<IndexKind, readonly Row[]>;
  /** The columns of one kind; its row at a time is undefined where nothing was recorded for it. */
  columnsOf: (kindName: string, rowAt: (at: string) => Row | undefined) => DataColumn<string>[];
};

/** What was recorded of both indexes, newest first: a row for each time at which one of them has one. */
export function TimesTable<Row extends Recorded>({ label, rows, columnsOf }: Props<Row>) {
  const [t, words] = [useTranslations("gpus.history"), useTranslations("source")];
  const byTime = indexKinds.map((kind) => new Map(rows[kind].map((row) => [row.at, row])));
  const times = [...new Set(byTime.flatMap((own) => [...own.keys()]))].sort().reverse();
  const names = { on_demand: words("onDemand"), spot: words("spot") };
  const columns: DataColumn<string>[] = [
    column("at", t("at"), (at) => formatInstant(at).slice(0, 16), {
      className: "tabular text-12 font-normal!",
    }),
    ...indexKinds.flatMap((kind, place) =>
      columnsOf(names[kind], (at) => byTime[place]?.get(at)).map((own) => ({
        ...own,
        id: `${kind} ${own.id}`,
      })),
    ),
  ];
  return (
    <DataTable
      model={plainModel(columns, times)}
      label={label}
      rowId={(at) => at}
      rowHeight={32}
      inset="none"
      className="h-full overflow-y-auto [&_th]:first-letter:uppercase"
    />
  );
}
