"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { ComparedOffer } from "../compared-offer";

/** Name of an offer for use in a sentence: "8 × H100 SXM at AWS". */
export function useOfferName(): (offer: ComparedOffer) => string {
  const [t, locale] = [useTranslations("compare"), useCurrentLocale()];
  return ({ gpuCount, gpuName, providerName }) =>
    t("offerName", { count: formatNumber(gpuCount, locale, 3), gpu: gpuName, provider: providerName });
}
