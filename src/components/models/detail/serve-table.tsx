"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { Icon } from "@/components/ui/icon";
import { NamedFigure } from "@/components/ui/named-figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { Model } from "@/domain/model/model";
import { blendedMicroUsd, type TokenRatio } from "@/domain/model/token-ratio";
import { ratioText, TokenCount, TokenPriceFigure } from "../model-figures";
import type { ServedModel } from "../model-hit";

type ServeTableProps = { model: Model; offers: readonly ServedModel[]; ratio: TokenRatio };

/** Every provider of the model, sorted by the blended price at the reader's ratio, cheapest first; cards below 768 px. */
export function ServeTable({ model, offers, ratio }: ServeTableProps) {
  const t = useTranslations("model.serve");
  const rows = offers
    .map((offer) => ({ offer, blended: blendedMicroUsd(offer, ratio) }))
    .sort((a, b) => a.blended - b.blended || (a.offer.id < b.offer.id ? -1 : 1));
  return (
    <section aria-labelledby="serve" className="flex flex-col gap-3">
      <h2 id="serve" className="text-16">
        {t("title")}
      </h2>
      {rows.length === 0 ? (
        <Card>
          <EmptyState title={t("noneTitle")}>{t("none")}</EmptyState>
        </Card>
      ) : (
        <>
          <Card className="hidden overflow-hidden md:block">
            <TableScroll label={t("caption", { model: model.name })} className="relative">
              <Table>
                <caption className="sr-only">{t("caption", { model: model.name })}</caption>
                <ServeHead ratio={ratio} />
                <tbody className="[&>tr:last-child>*]:border-b-0">
                  {rows.map((row) => (
                    <ServeRow key={row.offer.id} {...row} />
                  ))}
                </tbody>
              </Table>
            </TableScroll>
          </Card>
          <ul className="flex flex-col gap-3 md:hidden">
            {rows.map((row) => (
              <li key={row.offer.id}>
                <ServeCard {...row} ratio={ratio} />
              </li>
            ))}
          </ul>
          <p className="max-w-prose text-12 text-muted">
            {t("unit")} {t("sortNote")}
          </p>
        </>
      )}
    </section>
  );
}

function ServeHead({ ratio }: { ratio: TokenRatio }) {
  const t = useTranslations("model.serve");
  return (
    <thead>
      <tr>
        <HeadCell className="pl-4">{t("provider")}</HeadCell>
        <HeadCell isNumber>{t("input")}</HeadCell>
        <HeadCell isNumber>{t("cached")}</HeadCell>
        <HeadCell isNumber>{t("output")}</HeadCell>
        <HeadCell isNumber>{t("blended", { ratio: ratioText(ratio) })}</HeadCell>
        <HeadCell isNumber>{t("context")}</HeadCell>
        <HeadCell isNumber>{t("maxOutput")}</HeadCell>
        <HeadCell isNumber title={t("speedWhy")}>
          {t("speed")}
        </HeadCell>
        <HeadCell className="pr-4">{t("source")}</HeadCell>
      </tr>
    </thead>
  );
}

type RowProps = { offer: ServedModel; blended: ReturnType<typeof blendedMicroUsd> };

function ServeRow({ offer, blended }: RowProps) {
  return (
    <tr data-provider={offer.provider}>
      <RowHeadCell className="h-12! py-1 pl-4 font-normal!">
        <ProviderName offer={offer} />
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
      <Cell isNumber>
        <TokenPriceFigure microUsd={blended} />
      </Cell>
      <Cell isNumber>
        <TokenCount tokens={offer.contextTokens} />
      </Cell>
      <Cell isNumber>
        <TokenCount tokens={offer.maxOutputTokens} />
      </Cell>
      <Cell isNumber>
        <Speed offer={offer} />
      </Cell>
      <Cell className="pr-4">
        <Source offer={offer} />
      </Cell>
    </tr>
  );
}

function ServeCard({ offer, blended, ratio }: RowProps & { ratio: TokenRatio }) {
  const t = useTranslations("model.serve");
  return (
    <Card className="flex flex-col gap-3 p-4">
      <h3 className="font-normal">
        <ProviderName offer={offer} />
      </h3>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-13">
        <NamedFigure isNumber name={t("input")}>
          <TokenPriceFigure microUsd={offer.inputMicroUsd} />
        </NamedFigure>
        <NamedFigure isNumber name={t("output")}>
          <TokenPriceFigure microUsd={offer.outputMicroUsd} />
        </NamedFigure>
        <NamedFigure isNumber name={t("cached")}>
          <TokenPriceFigure microUsd={offer.cachedInputMicroUsd} />
        </NamedFigure>
        <NamedFigure isNumber name={t("blended", { ratio: ratioText(ratio) })}>
          <TokenPriceFigure microUsd={blended} />
        </NamedFigure>
        <NamedFigure isNumber name={t("context")}>
          <TokenCount tokens={offer.contextTokens} />
        </NamedFigure>
        <NamedFigure isNumber name={t("speed")}>
          <Speed offer={offer} />
        </NamedFigure>
      </dl>
      <Source offer={offer} />
    </Card>
  );
}

function ProviderName({ offer }: { offer: ServedModel }) {
  return (
    <span className="inline-flex items-center gap-2">
      <ProviderMonogram slug={offer.provider} name={offer.providerName} size={24} />
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{offer.providerName}</span>
        <span className="tabular text-12 wrap-anywhere whitespace-normal text-muted">{offer.modelRaw}</span>
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
