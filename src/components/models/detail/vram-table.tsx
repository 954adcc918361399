"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Model } from "@/domain/model/model";
import { type Weights, weightsOf } from "@/domain/model/weights";
import { LARGEST_MACHINE_GIB, OVERHEAD } from "@/domain/model/workload";

const GIB = 2 ** 30;

const weightBits = [16, 8, 4] as const;

/** VRAM for the weights at three precisions, with the calculation; an unknown size is not guessed. */
export function VramTable({ model: { parametersBillion, architecture } }: { model: Model }) {
  const t = useTranslations("model.vram");
  const known =
    parametersBillion === null
      ? []
      : weightBits.map((bits) => ({ bits, weights: weightsOf({ parametersBillion, architecture }, bits) }));
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
              {known.map(({ bits, weights }) => (
                <VramRow key={bits} bits={bits} parametersBillion={parametersBillion} weights={weights} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
      <p className="px-4 py-2.5 text-12 text-muted">
        {t("note")} {known.some(({ weights }) => weights.bound === "least") && t("atLeastNote")}
      </p>
    </Card>
  );
}

type VramRowProps = { bits: number; parametersBillion: number; weights: Weights };

function VramRow({ bits, parametersBillion, weights }: VramRowProps) {
  const [t, locale] = [useTranslations("model.vram"), useCurrentLocale()];
  const weightsGib = weights.bytes / GIB;
  const overheadGib = weightsGib * OVERHEAD;
  if (weightsGib + overheadGib > LARGEST_MACHINE_GIB) {
    return (
      <tr>
        <RowHeadCell className="pl-4">{bits}</RowHeadCell>
        <Cell colSpan={3} className="pr-4 whitespace-normal! text-muted">
          {t("impossible")}
        </Cell>
      </tr>
    );
  }
  const billions = (value: number) => formatNumber(value, locale, 2);
  const plain = (value: number) => `${formatNumber(value, locale, value < 100 ? 1 : 0)} GiB`;
  const gib = (value: number) =>
    weights.bound === "least" ? t("atLeast", { size: plain(value) }) : plain(value);
  return (
    <>
      <tr>
        <RowHeadCell rowSpan={2} className="pl-4 align-top">
          <span className="tabular inline-flex h-10 items-center">{bits}</span>
        </RowHeadCell>
        <Cell isNumber className="border-b-0!">
          {gib(weightsGib)}
        </Cell>
        <Cell isNumber className="border-b-0!">
          {gib(overheadGib)}
        </Cell>
        <Cell isNumber className="border-b-0! pr-4 font-medium">
          {gib(weightsGib + overheadGib)}
        </Cell>
      </tr>
      <tr>
        <Cell colSpan={3} className="h-auto! pr-4 pb-2 text-right text-12 whitespace-normal! text-faint">
          {t(weights.unquantizedBillion > 0 ? "mixedSum" : "sum", {
            parameters: billions(parametersBillion),
            quantized: billions(parametersBillion - weights.unquantizedBillion),
            bits: formatNumber(weights.bitsPerWeight, locale, 3),
            unquantized: billions(weights.unquantizedBillion),
            gib: formatNumber(weightsGib, locale, weightsGib < 100 ? 1 : 0),
          })}
        </Cell>
      </tr>
    </>
  );
}
