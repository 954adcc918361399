"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { SourceAge } from "@/components/format/source-age";
import type { DataColumn } from "@/components/ui/data-table/column";
import { dollarsOf } from "@/components/ui/data-table/csv";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import type { ModelSortKey } from "@/domain/model/model-search";
import type { TokenRatio } from "@/domain/model/token-ratio";
import { startsDescending } from "./best-first";
import { ratioText, SizeFigure, TokenCount, TokenPriceFigure } from "./model-figures";
import type { ModelHit } from "./model-hit";

type ModelColumn = DataColumn<ModelHit> & { id: ModelSortKey | "developer" | "cheapest" };
type Price = "inputMicroUsd" | "outputMicroUsd" | "blendedMicroUsd";

/** Columns of the list of models, with blended prices at the reader's ratio. */
export function useModelColumns(tokenRatio: TokenRatio): readonly ModelColumn[] {
  const t = useTranslations("models");
  const ratio = ratioText(tokenRatio);
  return useMemo(() => {
    const sorted = (id: ModelSortKey) => ({
      id,
      firstOrder: startsDescending[id] ? ("descending" as const) : ("ascending" as const),
    });
    const price = (name: Price) => ({
      isNumber: true,
      value: (hit: ModelHit) => hit[name],
      csv: { unit: t("perMillion"), value: (hit: ModelHit) => dollarsOf(hit[name]) },
      cell: (hit: ModelHit) => <TokenPriceFigure microUsd={hit[name]} />,
    });
    /** A model that nobody serves has no prices on its card. */
    const priceOnCard = (name: Price) => ({
      slot: "fact" as const,
      cell: (hit: ModelHit) => hit.cheapest && <TokenPriceFigure microUsd={hit[name]} />,
    });
    return [
      {
        ...sorted("name"),
        heading: t("columns.model"),
        isSticky: true,
        value: ({ name }) => name,
        cell: (hit) => <ModelLink hit={hit} />,
        card: { slot: "title" },
      },
      {
        id: "developer",
        heading: t("columns.developer"),
        className: "text-muted",
        value: ({ developer }) => developer,
        cell: ({ developer }) => developer,
        card: { slot: "subtitle" },
      },
      {
        ...sorted("size"),
        heading: t("columns.size"),
        title: t("columns.sizeWhy"),
        isNumber: true,
        value: ({ parametersBillion }) => parametersBillion,
        csv: { unit: t("billion") },
        cell: (hit) => <SizeFigure model={hit} />,
        card: { slot: "subtitle" },
      },
      {
        ...sorted("context"),
        heading: t("columns.context"),
        title: t("columns.contextWhy"),
        isNumber: true,
        value: ({ contextTokens }) => contextTokens,
        csv: { unit: t("tokens") },
        cell: (hit) => <TokenCount tokens={hit.contextTokens} />,
        card: {
          slot: "subtitle",
          cell: (hit) => (
            <>
              <TokenCount tokens={hit.contextTokens} /> {t("tokens")}
            </>
          ),
        },
      },
      {
        ...sorted("providers"),
        heading: t("columns.providers"),
        isNumber: true,
        value: ({ providers }) => providers,
        cell: ({ providers }) =>
          providers === 0 ? (
            <span className="font-sans text-faint">{t("served", { count: 0 })}</span>
          ) : (
            providers
          ),
        card: { slot: "subtitle", cell: ({ providers }) => t("served", { count: providers }) },
      },
      {
        ...sorted("input"),
        ...price("inputMicroUsd"),
        heading: t("columns.input"),
        title: t("columns.inputWhy"),
        card: priceOnCard("inputMicroUsd"),
      },
      {
        ...sorted("output"),
        ...price("outputMicroUsd"),
        heading: t("columns.output"),
        title: t("columns.outputWhy"),
        card: priceOnCard("outputMicroUsd"),
      },
      {
        ...sorted("blended"),
        ...price("blendedMicroUsd"),
        heading: t("columns.blended", { ratio }),
        title: t("columns.blendedWhy", { ratio }),
        card: { ...priceOnCard("blendedMicroUsd"), heading: ratio },
      },
      {
        id: "cheapest",
        heading: t("columns.cheapest"),
        value: ({ cheapest }) => cheapest?.providerName ?? null,
        cell: ({ cheapest }) => cheapest && <Cheapest cheapest={cheapest} />,
        card: { slot: "footer", cell: ({ cheapest }) => cheapest && <CheapestLine cheapest={cheapest} /> },
      },
    ];
  }, [t, ratio]);
}

function ModelLink({ hit }: { hit: ModelHit }) {
  return (
    <Link
      href={`/models/${hit.id}`}
      prefetch={false}
      className="underline decoration-border-control underline-offset-2 touch-target hover:decoration-current"
    >
      {hit.name}
    </Link>
  );
}

type CheapestProps = { cheapest: NonNullable<ModelHit["cheapest"]> };

function Cheapest({ cheapest }: CheapestProps) {
  return (
    <span className="flex items-center gap-1.5">
      <ProviderMonogram slug={cheapest.provider} name={cheapest.providerName} size={20} />
      <span className="flex flex-col items-start">
        {cheapest.providerName}
        <SourceAge source={cheapest.source} observedAt={cheapest.observedAt} listedOn={cheapest.listedOn} />
      </span>
    </span>
  );
}

function CheapestLine({ cheapest }: CheapestProps) {
  const t = useTranslations("models.columns");
  return (
    <p className="flex flex-wrap items-center gap-2 text-12 text-muted">
      {t("cheapest")} {cheapest.providerName}{" "}
      <SourceAge source={cheapest.source} observedAt={cheapest.observedAt} listedOn={cheapest.listedOn} />
    </p>
  );
}
