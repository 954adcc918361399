"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { regionName } from "@/components/format/region-name";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { OfferLinksProvider, useOfferLinks } from "@/components/offers/offer-links";
import { useProviderName } from "@/components/providers/provider-names";
import { emptySearch } from "@/domain/offer/offer-search";
import { type ExcludedOffer, type Exclusion, MIN_SOURCES } from "@/domain/price/market-index";
import type { GpuIndex, IndexDetail } from "../index-types";
import { KindColumns } from "./kind-columns";

/** Every reason why offers are excluded, with their number and some examples. */
export function ExcludedOffers({ index }: { index: GpuIndex }) {
  const t = useTranslations("gpus.left");
  return (
    <OfferLinksProvider search={{ ...emptySearch, gpu: [index.gpuId] }}>
      <KindColumns
        id="left-out"
        title={t("title")}
        render={(kind, name) => <Exclusions label={`${t("title")}: ${name}`} index={index.kinds[kind]} />}
      />
    </OfferLinksProvider>
  );
}

type ExclusionsProps = { label: string; index: Pick<IndexDetail, "exclusions" | "absence" | "sources"> };

export function Exclusions({ label, index: { exclusions, absence, sources } }: ExclusionsProps) {
  const [t, gpus] = [useTranslations("gpus.left"), useTranslations("gpus")];
  const whyOf = (reason: Exclusion["reason"]) =>
    reason === "no_index" && absence !== null
      ? gpus(absence === "no_offers" ? "noOffers" : `absenceWhy.${absence}`, { sources, needed: MIN_SOURCES })
      : t(`why.${reason}`);
  if (exclusions.length === 0) return <p className="px-4 py-2 text-13 text-muted">{t("none")}</p>;
  return (
    <ul aria-label={label} className="divide-y">
      {exclusions.map(({ reason, offers, examples }) => (
        <li key={reason} className="flex flex-col gap-1 px-4 py-2.5 text-13">
          <p className="flex items-baseline justify-between gap-4">
            <span className="font-medium">{t(`reasons.${reason}`)}</span>
            <span className="whitespace-nowrap text-muted">{t("offers", { count: offers })}</span>
          </p>
          <p className="text-12 text-muted">{whyOf(reason)}</p>
          <ul aria-label={t("examples")} className="flex flex-col gap-0.5 text-12">
            {examples.map((offer) => (
              <Example key={offer.id} offer={offer} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Example({ offer }: { offer: ExcludedOffer }) {
  const [t, locale, nameOf] = [useTranslations("gpus.left"), useCurrentLocale(), useProviderName()];
  const links = useOfferLinks();
  const { timesMedian, deviations, countsAt } = offer;
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <Link
        href={links.offer(offer.id)}
        className="inline-flex min-h-6 items-center wrap-anywhere underline decoration-border-control underline-offset-2 hover:decoration-current"
      >
        {nameOf(offer.provider)} {offer.instanceType}
        {offer.region !== null && `, ${regionName(offer.region, null, locale)}`}
      </Link>
      <span className="tabular text-muted">{formatPrice(offer.microUsdPerGpuHour, locale)}</span>
      <SourceAge source={offer.source} observedAt={offer.observedAt} listedOn={offer.listedOn} />
      {timesMedian !== null && deviations !== null && (
        <span className="text-muted">
          {t("times", {
            times: formatNumber(timesMedian, locale, timesMedian < 1 ? 3 : 1),
            deviations: formatNumber(deviations, locale, 1),
          })}
        </span>
      )}
      {countsAt !== null && (
        <span className="text-muted">{t("countsAt", { provider: nameOf(countsAt) })}</span>
      )}
    </li>
  );
}
