import { type Locale, languageTags } from "@/locale/locales";

/** A part of the score in points out of 100, always with one decimal, so that a column aligns: "30.8", "4.0". */
export function formatPoints(share: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale], {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share * 100);
}
