"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import type { ComparedOffer } from "./compared-offer";

/** An offer in a sentence: "8 × H100 SXM at AWS". */
export function useOfferName(): (offer: ComparedOffer) => string {
  const [t, locale] = [useTranslations("compare"), useLocale()];
  return ({ gpuCount, gpuName, providerName }) =>
    t("offerName", { count: formatNumber(gpuCount, locale, 3), gpu: gpuName, provider: providerName });
}
