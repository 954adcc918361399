"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Model } from "@/domain/model/model";
import { type Requirements, workloadRequirements } from "@/domain/model/workload";

const precisions = [
  { bits: 16, bytes: 2 },
  { bits: 8, bytes: 1 },
  { bits: 4, bytes: 0.5 },
] as const;

/** VRAM for the weights at three precisions, with the calculation; an unknown size is not guessed. */
export function VramTable({ model: { parametersBillion } }: { model: Model }) {
  const t = useTranslations("model.vram");
  return (
    <Card className="self-start overflow-hidden">
      <h2 className="border-b px-4 py-3 text-16">{t("title")}</h2>
      {parametersBillion === null ? (
        <p className="p-4 text-13 text-muted">{t("unknown")}</p>
      ) : (
        <TableScroll label={t("title")} className="relative">
          <Table>
            <caption className="sr-only">{t("title")}</caption>
            <thead>
              <tr>
                <HeadCell className="pl-4">{t("bits")}</HeadCell>
                <HeadCell isNumber>{t("weights")}</HeadCell>
                <HeadCell isNumber>{t("overhead")}</HeadCell>
                <HeadCell isNumber className="pr-4">
                  {t("total")}
                </HeadCell>
              </tr>
            </thead>
            <tbody>
              {precisions.map(({ bits, bytes }) => (
                <VramRow key={bits} bits={bits} bytes={bytes} parametersBillion={parametersBillion} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
      <p className="px-4 py-2.5 text-12 text-muted">{t("note")}</p>
    </Card>
  );
}

type VramRowProps = { bits: number; bytes: number; parametersBillion: number };

function VramRow({ bits, bytes, parametersBillion }: VramRowProps) {
  const [t, locale] = [useTranslations("model.vram"), useCurrentLocale()];
  const needs = workloadRequirements({
    kind: "general",
    parametersBillion,
    bytesPerParameter: bytes,
    // A calculation of the weights alone does not use these fields.
    contextTokens: 1,
    batch: 1,
  });
  if (needs.kind === "impossible") {
    return (
      <tr>
        <RowHeadCell className="pl-4">{bits}</RowHeadCell>
        <Cell colSpan={3} className="pr-4 whitespace-normal! text-muted">
          {t("impossible")}
        </Cell>
      </tr>
    );
  }
  const gib = (value: number) => `${formatNumber(value, locale, value < 100 ? 1 : 0)} GiB`;
  const weights = partOf(needs, "weights");
  return (
    <>
      <tr>
        <RowHeadCell rowSpan={2} className="pl-4 align-top">
          <span className="tabular inline-flex h-10 items-center">{bits}</span>
        </RowHeadCell>
        <Cell isNumber className="border-b-0!">
          {gib(weights)}
        </Cell>
        <Cell isNumber className="border-b-0!">
          {gib(partOf(needs, "overhead"))}
        </Cell>
        <Cell isNumber className="border-b-0! pr-4 font-medium">
          {gib(needs.minVramGib)}
        </Cell>
      </tr>
      <tr>
        <Cell
          colSpan={3}
          className="tabular h-auto! pr-4 pb-2 text-right text-12 whitespace-normal! text-faint"
        >
          {t("sum", {
            parameters: formatNumber(parametersBillion, locale, 2),
            bytes: formatNumber(bytes, locale, 1),
            gib: formatNumber(weights, locale, weights < 100 ? 1 : 0),
          })}
        </Cell>
      </tr>
    </>
  );
}

type Known = Extract<Requirements, { kind: "requirements" }>;

function partOf({ reasons }: Known, label: Known["reasons"][number]["label"]): number {
  return reasons.find((reason) => reason.label === label)?.gib ?? 0;
}
