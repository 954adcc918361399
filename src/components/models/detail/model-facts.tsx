"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Figure } from "@/components/ui/figure";
import type { Model } from "@/domain/model/model";
import { TokenCount } from "../model-figures";
import { CacheFacts } from "./cache-facts";
import { Fact } from "./fact";

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
        {shape ? (
          <CacheFacts architecture={shape} />
        ) : (
          <Fact name={t("cache")} more={[t("unknownShape")]}>
            {number(null)}
          </Fact>
        )}
      </dl>
      <p className="px-4 py-2.5 text-12 text-muted">
        {shape && t("severalGpus")} {t("note")}{" "}
        {shape && (
          <a href={shape.source} target="_blank" rel="noreferrer" className="text-accent underline">
            {t("source")}
          </a>
        )}
      </p>
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
