import type { Cents, MicroUsd } from "@/domain/money";
import { type Locale, languageTags } from "@/locale/locales";

const MICRO_USD_PER_DOLLAR = 1_000_000;
const CENTS_PER_DOLLAR = 100;

/** Decimals as this trade writes them: two from a dollar up, four below, six for less than a hundredth of a cent. */
function decimalsFor(microUsd: number): number {
  const size = Math.abs(microUsd);
  if (size === 0 || size >= MICRO_USD_PER_DOLLAR) return 2;
  return size >= 100 ? 4 : 6;
}

/** A rate without its unit: "$2.19", "$0.2190", in es "$2,19". */
export function formatPrice(microUsd: MicroUsd | number, locale: Locale): string {
  return dollars(locale, decimalsFor(microUsd)).format(microUsd / MICRO_USD_PER_DOLLAR);
}

/** {@link formatPrice} cut before the decimal sign, so that a column can align on it: "$2" and ".19". */
export function priceParts(microUsd: MicroUsd | number, locale: Locale): { whole: string; fraction: string } {
  const parts = dollars(locale, decimalsFor(microUsd)).formatToParts(microUsd / MICRO_USD_PER_DOLLAR);
  const cut = parts.findIndex(({ type }) => type === "decimal");
  const text = (slice: Intl.NumberFormatPart[]) => slice.map(({ value }) => value).join("");
  return { whole: text(parts.slice(0, cut)), fraction: text(parts.slice(cut)) };
}

/** An amount of money that is charged: always two decimals. */
export function formatCents(cents: Cents, locale: Locale): string {
  return dollars(locale, 2).format(cents / CENTS_PER_DOLLAR);
}

const formats = new Map<string, Intl.NumberFormat>();

// Making an Intl format costs about fifty times its use, and a table formats thousands.
function dollars(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale}${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(languageTags[locale], {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
}
