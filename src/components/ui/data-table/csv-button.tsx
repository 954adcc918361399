"use client";

import { useTranslations } from "use-intl";
import { Button } from "../button";
import { Icon } from "../icon";
import type { DataColumn } from "./column";
import { csvOf } from "./csv";

type CsvButtonProps<Row> = {
  /** Without ending: "gpu-prices". */
  fileName: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
};

/** Saves the rows on screen, in their order, as a file. Phones do without it. */
export function CsvButton<Row>({ fileName, columns, rows }: CsvButtonProps<Row>) {
  const t = useTranslations("table");
  async function save(): Promise<void> {
    const url = URL.createObjectURL(
      new Blob([await csvOf(columns, rows)], { type: "text/csv;charset=utf-8" }),
    );
    const link = Object.assign(document.createElement("a"), { href: url, download: `${fileName}.csv` });
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Button size="compact" className="max-md:hidden" title={t("csvWhy")} onClick={() => void save()}>
      <Icon name="download" size={14} />
      CSV
    </Button>
  );
}
