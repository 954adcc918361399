"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Unknown } from "@/components/ui/figure";
import { PriceFigure } from "@/components/ui/price-figure";
import type { Model } from "@/domain/model/model";
import type { TokenRatio } from "@/domain/model/token-ratio";
import type { MicroUsd } from "@/domain/money";

/** A price for a million tokens, aligned on the decimal sign; unknown is a dash. */
export function TokenPriceFigure({ microUsd }: { microUsd: MicroUsd | null }) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  if (microUsd === null) return <Unknown label={words("unknown")} />;
  return <PriceFigure parts={priceParts(microUsd, locale)} />;
}

export function TokenCount({ tokens }: { tokens: number | null }) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  if (tokens === null) return <Unknown label={words("unknown")} />;
  return <span className="tabular">{formatNumber(tokens, locale)}</span>;
}

/** "70.6 B"; for a mixture of experts "400 B, 17 B active": all of it must be held, a part is read for each token. */
export function SizeFigure({
  model: { parametersBillion: all, activeParametersBillion: active },
}: {
  model: Pick<Model, "parametersBillion" | "activeParametersBillion">;
}) {
  const [t, words, locale] = [useTranslations("models"), useTranslations("source"), useCurrentLocale()];
  if (all === null) return <Unknown label={words("unknown")} />;
  return (
    <span className="whitespace-nowrap">
      <span className="tabular">{formatNumber(all, locale, 2)}</span>{" "}
      <span className="font-sans text-12 text-faint">
        {t("billion")}
        {active !== null && active !== all && `, ${t("active", { active: formatNumber(active, locale, 1) })}`}
      </span>
    </span>
  );
}

/** "3 : 1", as people write a ratio. */
export function ratioText({ input, output }: TokenRatio): string {
  return `${input} : ${output}`;
}
