"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { EndedOffers } from "@/components/models/detail/ended-offers";
import { TokenPriceFigure } from "@/components/models/model-figures";
import { useTRPC } from "@/components/trpc/provider";
import { Card } from "@/components/ui/card";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import type { MicroUsd } from "@/domain/money";
import type { RouterOutputs } from "@/server/trpc/types";
import type { Profile } from "./profile";

type Offer = RouterOutputs["models"]["servedBy"][number];

/** What the provider asks for each model that it serves by the token; nothing for one that only rents GPUs. */
export function TokenPrices({ profile }: { profile: Profile }) {
  const t = useTranslations("providers.tokens");
  const trpc = useTRPC();
  const { data: offers } = useSuspenseQuery(
    trpc.models.servedBy.queryOptions({ provider: profile.provider }),
  );
  const { data: ended } = useSuspenseQuery(trpc.models.endedAt.queryOptions({ provider: profile.provider }));
  if (offers.length + ended.length === 0 && profile.abilities?.millionTokens == null) return null;
  const number = { isNumber: true };
  const price = (amount: MicroUsd | null) => <TokenPriceFigure microUsd={amount} />;
  const columns: DataColumn<Offer>[] = [
    column("model", t("model"), (offer) => <ModelName offer={offer} isStep={hasSteps(offer, offers)} />, {
      className: "py-1 font-normal! whitespace-normal!",
    }),
    column("input", t("input"), ({ inputMicroUsd }) => price(inputMicroUsd), number),
    column("cached", t("cached"), ({ cachedInputMicroUsd }) => price(cachedInputMicroUsd), {
      ...number,
      isWide: true,
    }),
    column("output", t("output"), ({ outputMicroUsd }) => price(outputMicroUsd), number),
  ];
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b px-4 py-3">
        <h2 className="text-16">{t("title")}</h2>
        {offers.length > 0 && <span className="text-13 text-muted">{t("unit")}</span>}
      </div>
      {offers.length === 0 ? (
        <p className="px-4 py-3 text-13 text-muted">{t("none", { provider: profile.name })}</p>
      ) : (
        <DataTable
          model={plainModel(columns, offers)}
          label={t("title")}
          rowId={({ id }) => id}
          rowAttributes={({ modelId }) => ({ "data-model": modelId })}
          rowHeight={48}
          inset="card"
          isNarrow
          isLink
        />
      )}
      <div className="p-4 empty:hidden">
        <EndedOffers offers={ended} nameOf={({ modelName }) => modelName} />
      </div>
    </Card>
  );
}

/** Whether the model has several prices by the length of the context: the list has its row more than once. */
function hasSteps(offer: Offer, offers: readonly Offer[]): boolean {
  return offers.filter(({ modelRaw }) => modelRaw === offer.modelRaw).length > 1;
}

function ModelName({ offer, isStep }: { offer: Offer; isStep: boolean }) {
  const [t, locale] = [useTranslations("providers.tokens"), useCurrentLocale()];
  return (
    <>
      <Link
        href={`/models/${offer.modelId}`}
        prefetch={false}
        className="font-medium underline-offset-2 hover:underline"
      >
        {offer.modelName}
      </Link>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
        <span className="font-mono wrap-anywhere whitespace-normal">{offer.modelRaw}</span>
        {isStep && offer.contextTokens !== null && (
          <span>{t("upTo", { tokens: formatNumber(offer.contextTokens, locale) })}</span>
        )}
        <SourceAge source={offer.source} observedAt={offer.observedAt} listedOn={offer.listedOn} />
      </span>
    </>
  );
}
