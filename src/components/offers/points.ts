import { type Locale, languageTags } from "@/locale/locales";

/** A share of the score in points of 100, always with one decimal, so that a column of them lines up: "30.8", "4.0". */
export function formatPoints(share: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale], {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share * 100);
}
