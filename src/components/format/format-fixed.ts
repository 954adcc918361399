import { type Locale, languageTags } from "@/locale/locales";

/** A score or a difference of scores: always three decimals, so that a column of them lines up. */
export function formatScore(score: number, locale: Locale): string {
  return format(locale, "score", { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(score);
}

/** A share of one as a percentage with always one decimal: 0.97 -> "97.0%". */
export function formatReliability(share: number, locale: Locale): string {
  return format(locale, "reliability", {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share);
}

/** A price far below a cent, to the micro-dollar: "$0.000412". */
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

// Making an Intl format costs about fifty times its use, and a table formats thousands.
function format(locale: Locale, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(languageTags[locale], options);
  formats.set(key, made);
  return made;
}
