import { type Locale, languageTags } from "@/locale/locales";

/** A number with digit grouping and at most the given decimals: "1,234", "0.5". The caller shows the unit. */
export function formatNumber(value: number, locale: Locale, maximumFractionDigits = 0): string {
  return numbers(locale, maximumFractionDigits).format(value);
}

/** GiB as vendors print them: whole, or with at most one decimal ("80", "22.5"). */
export function formatGib(gib: number, locale: Locale): string {
  return formatNumber(gib, locale, 1);
}

/** A fraction of one as a percentage: 0.312 -> "31 %" (es) or "31%" (en). */
export function formatShare(share: number, locale: Locale, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(languageTags[locale], { style: "percent", maximumFractionDigits }).format(
    share,
  );
}

/** An age in months, with the unit in the reader's language: "1 month", "12.4 months". */
export function formatMonths(months: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale], {
    style: "unit",
    unit: "month",
    unitDisplay: "long",
    maximumFractionDigits: 1,
  }).format(months);
}

const formats = new Map<string, Intl.NumberFormat>();

function numbers(locale: Locale, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${locale}${maximumFractionDigits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(languageTags[locale], { maximumFractionDigits });
  formats.set(key, made);
  return made;
}
