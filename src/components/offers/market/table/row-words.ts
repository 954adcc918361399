"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { countryName } from "@/components/format/country-name";
import { regionName } from "@/components/format/region-name";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Locale } from "@/locale/locales";

/** What the cells of every row say, looked up once for the whole table. */
export type RowWords = {
  locale: Locale;
  unknown: string;
  spot: string;
  onDemand: string;
  placeUnknown: string;
  stockUnknown: string;
  perHour: string;
  vram: (gib: string) => string;
  vcpus: (count: string) => string;
  ram: (gib: string) => string;
  country: (code: string) => string;
  /** What the seller states, or the name of the country if that is all it states. */
  region: (region: string, countryCode: string | null) => string;
  pareto: string;
  dominated: string;
  why: string;
  scoreRank: (rank: number) => string;
};

export function useRowWords(): RowWords {
  const t = useTranslations("offers");
  const source = useTranslations("source");
  const locale = useCurrentLocale();
  return useMemo(() => {
    return {
      locale,
      unknown: source("unknown"),
      spot: source("spot"),
      onDemand: source("onDemand"),
      placeUnknown: t("placeUnknown"),
      stockUnknown: t("stockUnknown"),
      perHour: t("perHour"),
      vram: (gib) => t("cardVram", { gib }),
      vcpus: (count) => t("cardVcpus", { count }),
      ram: (gib) => t("cardRam", { gib }),
      country: (code) => countryName(code, locale),
      region: (region, countryCode) => regionName(region, countryCode, locale),
      pareto: t("pareto"),
      dominated: t("dominated"),
      why: t("whyHere"),
      scoreRank: (rank) => t("scoreRank", { rank }),
    };
  }, [t, source, locale]);
}
