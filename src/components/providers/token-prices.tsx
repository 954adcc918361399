"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { SourceAge } from "@/components/format/source-age";
import { TokenPriceFigure } from "@/components/models/model-figures";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { RouterOutputs } from "@/server/trpc/types";
import type { Profile } from "./profile";

/** What the provider asks for each model that it serves by the token; nothing for one that only rents GPUs. */
export function TokenPrices({ profile }: { profile: Profile }) {
  const t = useTranslations("providers.tokens");
  const trpc = useTRPC();
  const { data: offers } = useSuspenseQuery(
    trpc.models.servedBy.queryOptions({ provider: profile.provider }),
  );
  if (offers.length === 0 && profile.abilities?.millionTokens == null) return null;
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b px-4 py-3">
        <h2 className="text-16">{t("title")}</h2>
        {offers.length > 0 && <span className="text-13 text-muted">{t("unit")}</span>}
      </div>
      {offers.length === 0 ? (
        <p className="px-4 py-3 text-13 text-muted">{t("none", { provider: profile.name })}</p>
      ) : (
        <TableScroll label={t("title")} className="relative">
          <Table>
            <caption className="sr-only">{t("title")}</caption>
            <thead>
              <tr>
                <HeadCell className="pl-4">{t("model")}</HeadCell>
                <HeadCell isNumber>{t("input")}</HeadCell>
                <HeadCell isNumber>{t("cached")}</HeadCell>
                <HeadCell isNumber>{t("output")}</HeadCell>
                <HeadCell className="pr-4">{t("source")}</HeadCell>
              </tr>
            </thead>
            <tbody className="[&>tr:last-child>*]:border-b-0">
              {offers.map((offer) => (
                <TokenPriceRow key={offer.id} offer={offer} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </Card>
  );
}

type TokenPriceRowProps = { offer: RouterOutputs["models"]["servedBy"][number] };

function TokenPriceRow({ offer }: TokenPriceRowProps) {
  return (
    <tr className="hover:bg-hover" data-model={offer.modelId}>
      <RowHeadCell className="h-12! py-1 pl-4 font-normal!">
        <Link
          href={`/models/${offer.modelId}`}
          prefetch={false}
          className="font-medium underline-offset-2 hover:underline"
        >
          {offer.modelName}
        </Link>
        <span className="tabular block text-12 wrap-anywhere whitespace-normal text-muted">
          {offer.modelRaw}
        </span>
      </RowHeadCell>
      <Cell isNumber>
        <TokenPriceFigure microUsd={offer.inputMicroUsd} />
      </Cell>
      <Cell isNumber>
        <TokenPriceFigure microUsd={offer.cachedInputMicroUsd} />
      </Cell>
      <Cell isNumber>
        <TokenPriceFigure microUsd={offer.outputMicroUsd} />
      </Cell>
      <Cell className="pr-4">
        <SourceAge source={offer.source} observedAt={offer.observedAt} listedOn={offer.listedOn} />
      </Cell>
    </tr>
  );
}
