import { shownShare } from "@/domain/offer/shown-bounds";
import { type Locale, languageTags } from "@/locale/locales";

/** A score or a part of one, 0..1, in points out of 100, always with one decimal, so that a column aligns: "30.8", "4.0". */
export function formatPoints(share: number, locale: Locale): string {
  return format(locale, "points", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share * 100);
}

/** Decimals of a share of one that are shown as one decimal of a percentage. */
const RELIABILITY_DECIMALS = 3;

/** A fraction of one as a percentage, always with one decimal: 0.97 -> "97.0%". Only the whole is "100.0%". */
export function formatReliability(share: number, locale: Locale): string {
  return format(locale, "reliability", {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(shownShare(share, RELIABILITY_DECIMALS));
}

/** A price far below one cent, to the micro-dollar: "$0.000412". */
export function formatMicroPrice(microUsd: number, locale: Locale): string {
  return format(locale, "micro", {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 6,
    maximumFractionDigits: 6,
  }).format(microUsd / 1_000_000);
}

const formats = new Map<string, Intl.NumberFormat>();

// Creating an Intl formatter costs about fifty times as much as using it, and a table formats thousands of values.
function format(locale: Locale, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(languageTags[locale], options);
  formats.set(key, made);
  return made;
}
