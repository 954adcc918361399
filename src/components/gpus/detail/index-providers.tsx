"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatNumber, formatShare } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { column, type DataColumn } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { PriceFigure } from "@/components/ui/price-figure";
import type { IndexKind, SourceShare } from "@/domain/price/market-index";
import type { GpuIndex } from "../index-types";
import { KindColumns } from "./kind-columns";
import { shownWeights } from "./shown-weights";

/** Every provider in the index with its weight and the price age that determines the weight. */
export function IndexProviders({ index }: { index: GpuIndex }) {
  const t = useTranslations("gpus.counts");
  return (
    <KindColumns
      id="who-counts"
      title={t("title")}
      lead={t("how")}
      render={(kind, name) => (
        <Shares
          gpuId={index.gpuId}
          kind={kind}
          label={`${t("title")}: ${name}`}
          providers={index.kinds[kind].providers}
        />
      )}
    />
  );
}

type SharesProps = { gpuId: string; kind: IndexKind; label: string; providers: readonly SourceShare[] };

function Shares({ gpuId, kind, label, providers }: SharesProps) {
  const [t, locale, nameOf] = [useTranslations("gpus.counts"), useCurrentLocale(), useProviderName()];
  if (providers.length === 0) return <p className="px-4 py-2 text-13 text-muted">{t("none")}</p>;
  const figure = { isNumber: true };
  const { weightOf, shareOf } = shownWeights(providers);
  const columns: DataColumn<SourceShare>[] = [
    column(
      "provider",
      t("provider"),
      ({ provider, through, source, observedAt, listedOn }) => (
        <>
          <Link
            href={`/offers?gpu=${gpuId}&provider=${provider}&pricing=${kind}`}
            className="inline-flex min-h-6 items-center underline decoration-border-control underline-offset-2 hover:decoration-current"
          >
            {nameOf(provider)}
          </Link>
          {through.length > 0 && (
            <span className="text-12 text-muted">
              {" "}
              {t("through", { names: through.map(nameOf).join(", ") })}
            </span>
          )}
          <span className="block">
            <SourceAge source={source} observedAt={observedAt} listedOn={listedOn} />
          </span>
        </>
      ),
      { className: "font-normal! py-1.5 whitespace-normal!" },
    ),
    column("offers", t("offers"), ({ offers }) => formatNumber(offers, locale), { ...figure, isWide: true }),
    column(
      "own",
      t("own"),
      ({ medianMicroUsdPerGpuHour: own }) => <PriceFigure parts={priceParts(own, locale)} />,
      figure,
    ),
    column("weight", t("weight"), ({ provider }) => formatNumber(weightOf(provider), locale, 3), {
      ...figure,
      isWide: true,
    }),
    column("share", t("share"), ({ provider }) => formatShare(shareOf(provider), locale, 1), figure),
  ];
  return (
    <DataTable
      model={plainModel(columns, providers)}
      label={label}
      rowId={({ provider }) => provider}
      inset="card"
      isNarrow
    />
  );
}
