"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { regionName } from "@/components/format/region-name";
import { SourceAge } from "@/components/format/source-age";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Badge } from "@/components/ui/badge";
import { Unknown } from "@/components/ui/figure";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { AvailabilityPill } from "../availability-pill";
import { OfferActions } from "./offer-actions";
import type { OfferDetail } from "./offer-detail";
import { PriceBlock } from "./price-block";

type OfferHeaderProps = { offer: OfferDetail; website: string | null };

/** What is offered, its location, its availability and its price. */
export function OfferHeader({ offer, website }: OfferHeaderProps) {
  const [t, words, locale] = [useTranslations("offer"), useTranslations("source"), useCurrentLocale()];
  return (
    <header className="flex flex-col gap-5 rounded-card border bg-surface p-4 sm:p-5 md:flex-row md:justify-between md:gap-8">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex items-start gap-3">
          <ProviderMonogram slug={offer.provider} name={offer.providerName} size={40} />
          <div className="min-w-0">
            <h1 className="text-20 tracking-tight text-balance sm:text-28">
              {formatNumber(offer.gpuCount, locale, 3)} × {offer.gpuName}{" "}
              <span className="text-muted">{t("at", { provider: offer.providerName })}</span>
            </h1>
            <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-13 text-muted">
              <span className="font-mono wrap-anywhere">{offer.instanceType}</span>
              <span aria-hidden="true">·</span>
              {offer.region === null ? (
                <span>
                  {t("regionUnknown")} <Unknown label={words("unknown")} />
                </span>
              ) : (
                <span>{regionName(offer.region, offer.countryCode, locale)}</span>
              )}
            </p>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Badge tone={offer.isSpot ? "warn" : "neutral"} title={offer.isSpot ? t("spotWhy") : undefined}>
            {offer.isSpot ? words("spot") : words("onDemand")}
          </Badge>
          {offer.isPast && offer.goneAt === null && <Badge tone="warn">{words("past")}</Badge>}
          {offer.goneAt === null && <AvailabilityPill availability={offer.availability} />}
          <SourceAge
            source={offer.source}
            observedAt={offer.goneAt === null ? offer.observedAt : null}
            listedOn={offer.listedOn}
          />
        </div>
        <OfferActions offer={offer} website={website} />
      </div>
      <PriceBlock offer={offer} />
    </header>
  );
}
