"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { SourceAge } from "@/components/format/source-age";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { ModelSearch, ModelSortKey } from "@/domain/model/model-search";
import { startsDescending } from "./best-first";
import { ratioText, SizeFigure, TokenCount, TokenPriceFigure } from "./model-figures";
import type { ModelHit } from "./model-hit";
import { changeModelSearch } from "./use-models-url";

type ModelTableProps = { hits: readonly ModelHit[]; search: ModelSearch };

/** From 768 px; cards take over below. */
export function ModelTable({ hits, search }: ModelTableProps) {
  const t = useTranslations("models");
  const ratio = ratioText(search.ratio);
  return (
    <Card className="hidden overflow-hidden md:block">
      <TableScroll label={t("label")} className="relative">
        <Table>
          <caption className="sr-only">
            {t("label")}, {t("perMillion")}
          </caption>
          <thead>
            <tr>
              <SortHead sortKey="name" search={search} className="pl-4">
                {t("columns.model")}
              </SortHead>
              <HeadCell className="px-2!">{t("columns.developer")}</HeadCell>
              <SortHead sortKey="size" search={search} isNumber title={t("columns.sizeWhy")}>
                {t("columns.size")}
              </SortHead>
              <SortHead sortKey="context" search={search} isNumber title={t("columns.contextWhy")}>
                {t("columns.context")}
              </SortHead>
              <SortHead sortKey="providers" search={search} isNumber>
                {t("columns.providers")}
              </SortHead>
              <SortHead sortKey="input" search={search} isNumber title={t("columns.inputWhy")}>
                {t("columns.input")}
              </SortHead>
              <SortHead sortKey="output" search={search} isNumber title={t("columns.outputWhy")}>
                {t("columns.output")}
              </SortHead>
              <SortHead sortKey="blended" search={search} isNumber title={t("columns.blendedWhy", { ratio })}>
                {t("columns.blended", { ratio })}
              </SortHead>
              <HeadCell className="pr-3!">{t("columns.cheapest")}</HeadCell>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {hits.map((hit) => (
              <ModelRow key={hit.id} hit={hit} />
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Card>
  );
}

function ModelRow({ hit }: { hit: ModelHit }) {
  const t = useTranslations("models");
  return (
    <tr className="hover:bg-hover">
      <RowHeadCell className="h-9! pl-4 font-medium">
        <Link
          href={`/models/${hit.id}`}
          prefetch={false}
          className="underline decoration-border-control underline-offset-2 hover:decoration-current"
        >
          {hit.name}
        </Link>
      </RowHeadCell>
      <Cell className="h-9! px-2! text-muted">{hit.developer}</Cell>
      <Cell isNumber className="h-9! px-2!">
        <SizeFigure model={hit} />
      </Cell>
      <Cell isNumber className="h-9! px-2!">
        <TokenCount tokens={hit.contextTokens} />
      </Cell>
      <Cell isNumber className={`h-9! px-2! ${hit.providers === 0 ? "font-sans text-faint" : ""}`}>
        {hit.providers === 0 ? t("served", { count: 0 }) : hit.providers}
      </Cell>
      <Cell isNumber className="h-9! px-2!">
        <TokenPriceFigure microUsd={hit.inputMicroUsd} />
      </Cell>
      <Cell isNumber className="h-9! px-2!">
        <TokenPriceFigure microUsd={hit.outputMicroUsd} />
      </Cell>
      <Cell isNumber className="h-9! px-2!">
        <TokenPriceFigure microUsd={hit.blendedMicroUsd} />
      </Cell>
      <Cell className="h-9! pr-3! pl-3!">{hit.cheapest && <Cheapest cheapest={hit.cheapest} />}</Cell>
    </tr>
  );
}

function Cheapest({ cheapest }: { cheapest: NonNullable<ModelHit["cheapest"]> }) {
  return (
    <span className="flex items-center gap-1.5">
      <ProviderMonogram slug={cheapest.provider} name={cheapest.providerName} size={20} />
      <span>{cheapest.providerName}</span>
      <SourceAge source={cheapest.source} observedAt={cheapest.observedAt} listedOn={cheapest.listedOn} />
    </span>
  );
}

type SortHeadProps = {
  sortKey: ModelSortKey;
  search: ModelSearch;
  isNumber?: boolean;
  title?: string;
  className?: string;
  children: React.ReactNode;
};

function SortHead({ sortKey, search, isNumber = false, title, className, children }: SortHeadProps) {
  const isCurrent = search.sort === sortKey;
  const descending = isCurrent ? !search.descending : startsDescending[sortKey];
  return (
    <HeadCell
      isNumber={isNumber}
      className={className ?? "px-2!"}
      aria-sort={isCurrent ? (search.descending ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        title={title}
        onClick={() => changeModelSearch({ sort: sortKey, descending })}
        className={`inline-flex cursor-pointer items-center gap-1 rounded-control hover:text-text touch-target ${isCurrent ? "text-text" : ""}`}
      >
        {children}
        {isCurrent && <Icon name={search.descending ? "arrow-down" : "arrow-up"} size={12} />}
      </button>
    </HeadCell>
  );
}
