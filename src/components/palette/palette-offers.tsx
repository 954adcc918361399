"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { priceOriginOf } from "@/components/format/price-origin";
import { regionName } from "@/components/format/region-name";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useTRPC } from "@/components/trpc/provider";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SourceBadge } from "@/components/ui/source-badge";
import { type OfferSearch, writeSearch } from "@/domain/offer/offer-search";
import type { RouterOutputs } from "@/server/trpc/types";
import { weighingHere } from "./palette-entries";

export type FoundOffer = RouterOutputs["offers"]["search"]["hits"][number];
export type FoundOffers = {
  state: "idle" | "asking" | "failed" | "found";
  offers: readonly FoundOffer[];
  /** The question that found them, which their links keep. */
  search: OfferSearch;
};

const DEBOUNCE_MS = 150;
const MIN_QUERY_LENGTH = 2;
const SHOWN = 6;
/** The longest text that a search accepts. */
const MAX_QUERY_LENGTH = 100;

/** The best offers for a text, requested after typing pauses; the previous answer stays until the next one arrives. */
export function useFoundOffers(text: string): FoundOffers {
  const trpc = useTRPC();
  const wanted = text.trim().slice(0, MAX_QUERY_LENGTH);
  const [debounced, setDebounced] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(wanted), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const search = { ...weighingHere(), q: debounced, limit: SHOWN };
  const options = trpc.offers.search.queryOptions(Object.fromEntries(writeSearch(search)));
  const isAsked = wanted.length >= MIN_QUERY_LENGTH;
  const answer = useQuery({
    ...options,
    enabled: isAsked && debounced.length >= MIN_QUERY_LENGTH,
    placeholderData: keepPreviousData,
  });
  if (!isAsked) return { state: "idle", offers: [], search };
  if (answer.isError) return { state: "failed", offers: [], search };
  const isCurrent = debounced === wanted && answer.isSuccess && !answer.isPlaceholderData;
  return { state: isCurrent ? "found" : "asking", offers: answer.data?.hits ?? [], search };
}

export function OfferLine({ offer }: { offer: FoundOffer }) {
  const [t, locale] = [useTranslations("source"), useCurrentLocale()];
  const kind = offer.isSpot ? t("spot") : t("onDemand");
  return (
    <>
      <ProviderMonogram slug={offer.provider} name={offer.providerName} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {formatNumber(offer.gpuCount, locale, 3)} × {offer.gpuName}
        </span>
        <span className="block truncate text-12 text-muted">
          {[offer.providerName, offer.region && regionName(offer.region, offer.countryCode, locale), kind]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      <span className="flex items-center gap-2 whitespace-nowrap max-sm:flex-col max-sm:items-end max-sm:gap-0.5">
        <span>
          <span className="tabular">{formatPrice(offer.microUsdPerGpuHour, locale)}</span>
          <span className="text-12 text-muted">{t("perGpuHour")}</span>
        </span>
        <Source offer={offer} />
      </span>
    </>
  );
}

const noTime = new Date(0);

function Source({ offer: { source, listedOn } }: { offer: FoundOffer }) {
  const [t, locale] = [useTranslations("source"), useCurrentLocale()];
  // The age does not fit here, so nothing is called live. The palette is also on pages without a clock, and no age is asked.
  const { shown, word, values } = priceOriginOf({ source, listedOn, observedAt: null }, noTime, locale);
  return <SourceBadge source={shown}>{t(word, values)}</SourceBadge>;
}
