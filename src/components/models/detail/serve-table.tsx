"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataList } from "@/components/ui/data-table/data-list";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { Icon } from "@/components/ui/icon";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import type { Model } from "@/domain/model/model";
import { blendedMicroUsd, type TokenRatio } from "@/domain/model/token-ratio";
import type { MicroUsd } from "@/domain/money";
import { ratioText, TokenCount, TokenPriceFigure } from "../model-figures";
import type { ServedModel } from "../model-hit";

type ServeTableProps = { model: Model; offers: readonly ServedModel[]; ratio: TokenRatio };

/** Every provider of the model, sorted by the blended price at the reader's ratio, cheapest first. */
export function ServeTable({ model, offers, ratio }: ServeTableProps) {
  const t = useTranslations("model.serve");
  const rows = offers
    .map((offer) => ({ ...offer, blendedMicroUsd: blendedMicroUsd(offer, ratio) }))
    .sort((a, b) => a.blendedMicroUsd - b.blendedMicroUsd || (a.id < b.id ? -1 : 1));
  return (
    <section aria-labelledby="serve" className="flex flex-col gap-3">
      <h2 id="serve" className="text-16">
        {t("title")}
      </h2>
      <DataList
        model={plainModel(useServeColumns(ratio), rows)}
        label={t("caption", { model: model.name })}
        tableFrom={768}
        rowHeight={48}
        rowId={({ id }) => id}
        rowAttributes={({ provider }) => ({ "data-provider": provider })}
        cards={{ headingLevel: 3 }}
        empty={<EmptyState title={t("noneTitle")}>{t("none")}</EmptyState>}
      />
      {rows.length > 0 && (
        <p className="max-w-prose text-12 text-muted">
          {t("unit")} {t("sortNote")}
        </p>
      )}
    </section>
  );
}

type Row = ServedModel & { blendedMicroUsd: MicroUsd };

function useServeColumns(ratio: TokenRatio): DataColumn<Row>[] {
  const t = useTranslations("model.serve");
  const figure: Partial<DataColumn<Row>> = { isNumber: true, card: { slot: "fact" } };
  const price = (amount: MicroUsd | null) => <TokenPriceFigure microUsd={amount} />;
  const blended = t("blended", { ratio: ratioText(ratio) });
  return [
    column("provider", t("provider"), (offer) => <ProviderName offer={offer} />, {
      className: "py-1 font-normal!",
      card: { slot: "title" },
    }),
    column("input", t("input"), ({ inputMicroUsd }) => price(inputMicroUsd), figure),
    column("cached", t("cached"), ({ cachedInputMicroUsd }) => price(cachedInputMicroUsd), figure),
    column("output", t("output"), ({ outputMicroUsd }) => price(outputMicroUsd), figure),
    column("blended", blended, (row) => price(row.blendedMicroUsd), figure),
    column("context", t("context"), (row) => <TokenCount tokens={row.contextTokens} />, figure),
    column("maxOutput", t("maxOutput"), ({ maxOutputTokens }) => <TokenCount tokens={maxOutputTokens} />, {
      isNumber: true,
    }),
    column("speed", t("speed"), (offer) => <Speed offer={offer} />, { ...figure, title: t("speedWhy") }),
    column("source", t("source"), (offer) => <Source offer={offer} />, { card: { slot: "footer" } }),
  ];
}

function ProviderName({ offer }: { offer: ServedModel }) {
  return (
    <span className="inline-flex items-center gap-2">
      <ProviderMonogram slug={offer.provider} name={offer.providerName} size={24} />
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{offer.providerName}</span>
        <span className="font-mono text-12 wrap-anywhere whitespace-normal text-muted">{offer.modelRaw}</span>
      </span>
    </span>
  );
}

function Speed({ offer }: { offer: ServedModel }) {
  const [words, locale] = [useTranslations("source"), useCurrentLocale()];
  const { outputTokensPerSecond: speed } = offer;
  return (
    <Figure value={speed === null ? null : formatNumber(speed, locale)} unknownLabel={words("unknown")} />
  );
}

function Source({ offer }: { offer: ServedModel }) {
  const t = useTranslations("model.serve");
  return (
    <span className="inline-flex items-center gap-2">
      <SourceAge source={offer.source} observedAt={offer.observedAt} listedOn={offer.listedOn} />
      {offer.sourceUrl !== null && (
        <a
          href={offer.sourceUrl}
          target="_blank"
          rel="noreferrer"
          title={t("page")}
          className="inline-flex text-muted hover:text-text touch-target"
        >
          <Icon name="external-link" size={14} />
          <span className="sr-only">{t("page")}</span>
        </a>
      )}
    </span>
  );
}
