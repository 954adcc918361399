"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatNumber, formatShare } from "@/components/format/number";
import { priceParts } from "@/components/format/price";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { PriceFigure } from "@/components/ui/price-figure";
import { Cell, HeadCell, RowHeadCell, Table, TableScroll } from "@/components/ui/table";
import type { IndexKind, ProviderShare } from "@/domain/price/market-index";
import type { GpuIndex } from "../index-types";
import { KindColumns } from "./kind-columns";

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

type SharesProps = { gpuId: string; kind: IndexKind; label: string; providers: readonly ProviderShare[] };

function Shares({ gpuId, kind, label, providers }: SharesProps) {
  const [t, locale, nameOf] = [useTranslations("gpus.counts"), useCurrentLocale(), useProviderName()];
  if (providers.length === 0) return <p className="px-4 py-2 text-13 text-muted">{t("none")}</p>;
  return (
    <TableScroll label={label} className="relative">
      <Table>
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <HeadCell className="pl-4">{t("provider")}</HeadCell>
            <HeadCell>{t("age")}</HeadCell>
            <HeadCell isNumber>{t("offers")}</HeadCell>
            <HeadCell isNumber>{t("own")}</HeadCell>
            <HeadCell isNumber>{t("weight")}</HeadCell>
            <HeadCell isNumber className="pr-4">
              {t("share")}
            </HeadCell>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {providers.map((one) => (
            <tr key={one.provider}>
              <RowHeadCell className="h-9! pl-4 font-normal!">
                <Link
                  href={`/offers?gpu=${gpuId}&provider=${one.provider}&pricing=${kind}`}
                  className="inline-flex min-h-6 items-center underline decoration-border-control underline-offset-2 hover:decoration-current"
                >
                  {nameOf(one.provider)}
                </Link>
              </RowHeadCell>
              <Cell className="h-9!">
                <SourceAge source={one.source} observedAt={one.observedAt} listedOn={one.listedOn} />
              </Cell>
              <Cell isNumber className="h-9!">
                {formatNumber(one.offers, locale)}
              </Cell>
              <Cell isNumber className="h-9!">
                <PriceFigure parts={priceParts(one.medianMicroUsdPerGpuHour, locale)} />
              </Cell>
              <Cell isNumber className="h-9!">
                {formatNumber(one.weight, locale, 3)}
              </Cell>
              <Cell isNumber className="h-9! pr-4">
                {formatShare(one.share, locale, 1)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}
