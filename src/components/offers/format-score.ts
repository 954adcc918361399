import { type Locale, languageTags } from "@/components/locale/locales";

const formats = new Map<Locale, Intl.NumberFormat>();

/** A score or a difference of scores: always three decimals, so that a column of them lines up. */
export function formatScore(score: number, locale: Locale): string {
  const format =
    formats.get(locale) ??
    new Intl.NumberFormat(languageTags[locale], { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  formats.set(locale, format);
  return format.format(score);
}
