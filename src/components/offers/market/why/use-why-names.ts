"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { offerName } from "../table/offer-name";
import type { WhyOffer } from "../types";

/** Names of offers in the explanation. They include "spot", since the same machine is often offered both ways. */
export function useWhyNames() {
  const t = useTranslations("offers.why");
  const locale = useCurrentLocale();
  const machine = (offer: WhyOffer) => {
    const name = offerName(offer, locale);
    return offer.isSpot ? t("spotOffer", { offer: name }) : name;
  };
  return {
    machine,
    withProvider: (offer: WhyOffer) => t("offerAt", { offer: machine(offer), provider: offer.providerName }),
  };
}
