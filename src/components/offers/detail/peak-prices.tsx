"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { SheetLink } from "@/components/ui/sheet-link";
import { Cell, HeadCell, RowHeadCell, Table } from "@/components/ui/table";
import type { Benchmark, Precision } from "@/domain/gpu/figures/benchmark";
import { formatSmallRate, tflopHourPrice } from "../offer-prices";
import type { OfferDetail } from "./offer-detail";

const precisions = [
  "fp64",
  "fp32",
  "tf32",
  "bf16",
  "fp16",
  "fp8",
  "int8",
  "fp4",
] as const satisfies readonly Precision[];

/** The hourly price per TFLOP by precision. It is based on peak figures, not on measured throughput. */
export function PeakPrices({ offer, sheet }: { offer: OfferDetail; sheet: Benchmark | null }) {
  const [t, notes] = [useTranslations("offer.peak"), useTranslations("benchmarkNotes")];
  const locale = useCurrentLocale();
  const known = precisions.filter((precision) => sheet?.tflops[precision] != null);
  return (
    <Card className="overflow-hidden">
      <section aria-labelledby="peak">
        <h2 id="peak" className="border-b px-4 py-3 text-16">
          {t("title")}
        </h2>
        {sheet === null || known.length === 0 ? (
          <p className="px-4 py-3 text-13 text-muted">
            {offer.figuresLeastOf.length > 0 && offer.fp16Tflops !== null
              ? t("atLeast", {
                  gpu: offer.gpuName,
                  tflops: formatNumber(offer.fp16Tflops, locale, 1),
                  price: formatSmallRate(tflopHourPrice(offer, offer.fp16Tflops) ?? 0, locale),
                  forms: new Intl.ListFormat(locale, { type: "conjunction" }).format(offer.figuresLeastOf),
                })
              : t("unknown", { gpu: offer.gpuName })}
          </p>
        ) : (
          <>
            <Table>
              <thead>
                <tr>
                  <HeadCell className="pl-4">{t("precision")}</HeadCell>
                  <HeadCell isNumber>{t("tflops")}</HeadCell>
                  <HeadCell isNumber className="pr-4">
                    {t("price")}
                  </HeadCell>
                </tr>
              </thead>
              <tbody>
                {known.map((precision) => (
                  <tr key={precision}>
                    <RowHeadCell className="h-8! pl-4">
                      {precision.toUpperCase()}
                      {precision === "int8" && (
                        <span className="ml-1 text-12 font-normal text-faint">TOPS</span>
                      )}
                    </RowHeadCell>
                    <Cell isNumber className="h-8!">
                      {formatNumber(sheet.tflops[precision] ?? 0, locale, 1)}
                    </Cell>
                    <Cell isNumber className="h-8! pr-4">
                      {formatSmallRate(tflopHourPrice(offer, sheet.tflops[precision]) ?? 0, locale)}
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
            <p className="px-4 py-2.5 text-12 text-muted">
              {t(sheet.source.basis === "printed" ? "note" : "noteDerived")} <SheetLink sheet={sheet} />
              {sheet.source.note && <>. {notes(sheet.source.note)}</>}
            </p>
          </>
        )}
      </section>
    </Card>
  );
}
