"use client";

import { useTranslations } from "use-intl";
import { formatGib, formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import { SheetLink } from "@/components/ui/sheet-link";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import { figureGaps } from "@/domain/gpu/figures/figure-gaps";
import type { LeastFigures } from "@/domain/gpu/figures/ranked-figures";
import type { Gpu } from "@/domain/gpu/gpu";
import { formFactorNames, vendorNames } from "../gpu-words";

type CardFactsProps = { gpu: Gpu; sheet: Benchmark | null; least: LeastFigures };

/** The manufacturer's specifications of the GPU, each figure with its source. */
export function CardFacts({ gpu, sheet, least }: CardFactsProps) {
  const [t, words, locale] = [useTranslations("gpus.facts"), useTranslations("source"), useCurrentLocale()];
  const printed = (value: number | null | undefined, unit: string) => ({
    value: value == null ? null : formatNumber(value, locale, 1),
    unit,
    isPrinted: true,
    leastOf: null,
  });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  // The forms' own pages have the sheets: here a figure is the least of theirs.
  const atLeast = (figure: LeastFigures["throughput"], unit: string) =>
    figure === null
      ? null
      : {
          value: `≥ ${formatNumber(figure.value, locale, 1)}`,
          unit,
          isPrinted: false,
          leastOf: list.format(figure.models),
        };
  const ours = (value: string | null, unit?: string) => ({ value, unit, isPrinted: false, leastOf: null });
  const facts = {
    vendor: ours(vendorNames[gpu.vendor]),
    family: ours(gpu.family),
    architecture: ours(gpu.architecture),
    vram: ours(formatGib(gpu.vramGib, locale), words("gib")),
    form: ours(gpu.formFactor && formFactorNames[gpu.formFactor]),
    year: ours(String(gpu.releasedYear)),
    bandwidth: atLeast(least.bandwidth, "GB/s") ?? printed(sheet?.memoryBandwidthGBps, "GB/s"),
    fp32: atLeast(least.fp32, "TFLOPS") ?? printed(sheet?.tflops.fp32, "TFLOPS"),
    fp16: atLeast(least.throughput, "TFLOPS") ?? printed(sheet?.tflops.fp16, "TFLOPS"),
    fp8: atLeast(least.fp8, "TFLOPS") ?? printed(sheet?.tflops.fp8, "TFLOPS"),
  };
  const names = Object.keys(facts) as (keyof typeof facts)[];
  return (
    <Card className="overflow-hidden">
      <h2 id="card-facts" className="border-b px-4 py-3 text-16">
        {t("title")}
      </h2>
      <TableScroll label={t("title")} className="relative">
        <Table aria-labelledby="card-facts">
          <thead>
            <tr>
              <HeadCell className="pl-4">{t("figure")}</HeadCell>
              <HeadCell>{t("value")}</HeadCell>
              <HeadCell className="hidden pr-4 sm:table-cell">{t("source")}</HeadCell>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {names.map((name) => {
              const { value, unit, isPrinted, leastOf } = facts[name];
              const printedBy = <PrintedBy gpu={gpu} sheet={value === null ? null : sheet} />;
              const ownSource = isPrinted ? printedBy : t("table");
              const source = leastOf === null ? ownSource : t("leastOf", { forms: leastOf });
              return (
                <tr key={name}>
                  <RowHeadCell className="h-9! py-1.5 pl-4 font-normal! whitespace-normal! text-muted">
                    {t(`names.${name}`)}
                  </RowHeadCell>
                  <Cell className="h-9! py-1.5 whitespace-normal!">
                    <Figure
                      value={
                        value !== null && !isPrinted ? <span className="font-sans">{value}</span> : value
                      }
                      unit={unit}
                      unknownLabel={words("unknown")}
                    />
                    <span className="block text-12 text-faint sm:hidden">{source}</span>
                  </Cell>
                  <Cell className="hidden h-9! py-1.5 pr-4 text-12 whitespace-normal! text-muted sm:table-cell">
                    {source}
                  </Cell>
                </tr>
              );
            })}
          </tbody>
        </Table>
      </TableScroll>
    </Card>
  );
}

function PrintedBy({ gpu, sheet }: { gpu: Gpu; sheet: Benchmark | null }) {
  const t = useTranslations("gpus.facts");
  if (sheet !== null) return <SheetLink sheet={sheet} />;
  return t(figureGaps.get(gpu.id)?.why === "form" ? "byForm" : "noSheet");
}
