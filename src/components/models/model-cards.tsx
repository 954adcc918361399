"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { SourceAge } from "@/components/format/source-age";
import { Card } from "@/components/ui/card";
import { NamedFigure } from "@/components/ui/named-figure";
import type { TokenRatio } from "@/domain/model/token-ratio";
import { ratioText, SizeFigure, TokenCount, TokenPriceFigure } from "./model-figures";
import type { ModelHit } from "./model-hit";

type ModelCardsProps = { hits: readonly ModelHit[]; ratio: TokenRatio };

/** The same as the table, one card a model, below 768 px. */
export function ModelCards({ hits, ratio }: ModelCardsProps) {
  return (
    <ul className="flex flex-col gap-3 md:hidden">
      {hits.map((hit) => (
        <li key={hit.id}>
          <ModelCard hit={hit} ratio={ratio} />
        </li>
      ))}
    </ul>
  );
}

function ModelCard({ hit, ratio }: { hit: ModelHit; ratio: TokenRatio }) {
  const t = useTranslations("models");
  return (
    <Card className="flex flex-col gap-2 p-4">
      <h2 className="text-14">
        <Link
          href={`/models/${hit.id}`}
          prefetch={false}
          className="underline decoration-border-control underline-offset-2 touch-target"
        >
          {hit.name}
        </Link>
      </h2>
      <p className="text-12 text-muted">
        {hit.developer} · <SizeFigure model={hit} /> · <TokenCount tokens={hit.contextTokens} /> {t("tokens")}{" "}
        · {t("served", { count: hit.providers })}
      </p>
      {hit.cheapest && (
        <>
          <dl className="grid grid-cols-3 gap-2 text-13">
            <NamedFigure isNumber name={t("columns.input")}>
              <TokenPriceFigure microUsd={hit.inputMicroUsd} />
            </NamedFigure>
            <NamedFigure isNumber name={t("columns.output")}>
              <TokenPriceFigure microUsd={hit.outputMicroUsd} />
            </NamedFigure>
            <NamedFigure isNumber name={ratioText(ratio)}>
              <TokenPriceFigure microUsd={hit.blendedMicroUsd} />
            </NamedFigure>
          </dl>
          <p className="flex flex-wrap items-center gap-2 text-12 text-muted">
            {t("columns.cheapest")} {hit.cheapest.providerName}{" "}
            <SourceAge
              source={hit.cheapest.source}
              observedAt={hit.cheapest.observedAt}
              listedOn={hit.cheapest.listedOn}
            />
          </p>
        </>
      )}
    </Card>
  );
}
