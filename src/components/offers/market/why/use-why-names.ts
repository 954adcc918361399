"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { offerName } from "../table/offer-name";
import type { WhyOffer } from "../types";

/** What the explanation calls an offer: spot is said, since the same machine often stands there both ways. */
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
