"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import type { Model } from "@/domain/model/model";
import { TokenCount } from "../model-figures";

const CACHE_BYTES = 2;

/** The published facts about the model; an unpublished one is shown as a dash, not omitted. */
export function ModelFacts({ model }: { model: Model }) {
  const t = useTranslations("model.facts");
  const billion = useTranslations("models")("billion");
  const { architecture: shape, activeParametersBillion: active } = model;
  const number = useKnown();
  return (
    <Card className="self-start overflow-hidden">
      <h2 className="border-b px-4 py-3 text-16">{t("title")}</h2>
      <dl className="text-13">
        <Fact name={t("developer")}>{model.developer}</Fact>
        <Fact name={t("family")}>{model.family}</Fact>
        <Fact name={t("parameters")}>{number(model.parametersBillion, billion)}</Fact>
        <Fact name={t("active")}>{number(active, billion)}</Fact>
        <Fact name={t("context")}>
          <TokenCount tokens={model.contextTokens} />
        </Fact>
        <Fact name={t("layers")}>{number(shape?.layers ?? null)}</Fact>
        <Fact name={t("hidden")}>{number(shape?.hiddenSize ?? null)}</Fact>
        <Fact
          name={t("cache")}
          more={shape && t("cacheWhy", { layers: shape.layers, width: shape.kvHeads * shape.headDim })}
        >
          {number(shape && (2 * shape.layers * shape.kvHeads * shape.headDim * CACHE_BYTES) / 1024, "KiB")}
        </Fact>
      </dl>
      <p className="px-4 py-2.5 text-12 text-muted">{t("note")}</p>
    </Card>
  );
}

function useKnown() {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  return (value: number | null, unit?: string) => (
    <Figure
      value={value === null ? null : formatNumber(value, locale, 2)}
      unit={unit}
      unknownLabel={words("unknown")}
    />
  );
}

type FactProps = { name: string; more?: string | null; children: ReactNode };

function Fact({ name, more, children }: FactProps) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b px-4 py-2">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">
        {children}
        {more && <span className="tabular block text-12 text-faint">{more}</span>}
      </dd>
    </div>
  );
}
