"use client";

import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { offerName } from "../table/offer-name";
import { useRowWords } from "../table/row-words";
import type { ExplainedOffer, Why } from "../types";
import { distinctNames } from "./distinct-names";

export type WhyName = { seller: string; machine: string };

/** Names of all offers of an explanation by id, such that no two are mistaken for each other. */
export function useWhyNames({ offer, against, weightSwitches }: Why): (id: string) => WhyName {
  const t = useTranslations("source");
  const words = useRowWords();
  const locale = useCurrentLocale();
  const offers = [
    offer,
    ...against.map((one) => one.offer),
    ...weightSwitches.flatMap(({ newFirst }) => newFirst ?? []),
  ];
  const names = distinctNames(
    offers.map((one) => ({
      id: one.id,
      seller: [one.providerName, regionOf(one)].filter(Boolean).join(", "),
      machine: [offerName(one, locale), one.isSpot ? t("spot") : t("onDemand"), countryOf(one)]
        .filter(Boolean)
        .join(", "),
      instanceType: one.instanceType,
    })),
  );
  const byId = new Map(offers.map((one, index) => [one.id, names[index]]));
  return (id) => byId.get(id) ?? { seller: "", machine: id };

  function regionOf({ region, countryCode }: ExplainedOffer): string | null {
    return region && words.region(region, countryCode);
  }

  /** Not said twice where the region is the country. */
  function countryOf(one: ExplainedOffer): string | null {
    const country = one.countryCode && words.country(one.countryCode);
    return country === regionOf(one) ? null : country;
  }
}
