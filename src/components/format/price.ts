import type { Cents, MicroUsd } from "@/domain/money";
import { shownPriceDecimals } from "@/domain/offer/shown-bounds";
import { wholeParts } from "@/domain/whole-parts";
import { type Locale, languageTags } from "@/locale/locales";

const MICRO_USD_PER_DOLLAR = 1_000_000;
const CENTS_PER_DOLLAR = 100;
const MOST_DECIMALS = 6;

/** A rate without its unit: "$2.19", "$0.2190", in es "$2,19". */
export function formatPrice(microUsd: MicroUsd | number, locale: Locale): string {
  return dollars(locale, shownPriceDecimals(microUsd)).format(microUsd / MICRO_USD_PER_DOLLAR);
}

/** {@link formatPrice} with so many decimals. */
export function formatPriceTo(decimals: number, microUsd: number, locale: Locale): string {
  return dollars(locale, decimals).format(microUsd / MICRO_USD_PER_DOLLAR);
}

/**
 * The highest price not above this one that is shown exactly, and apart from another price: for "at this price or less". It has the
 * decimals that it usually has if they tell the two apart; with six it is the price itself.
 */
export function shownApart(
  microUsd: number,
  other: number,
): { microUsd: number; decimals: number; isUsual: boolean } {
  const usual = shownPriceDecimals(microUsd);
  for (let decimals = usual; ; decimals += 1) {
    const step = MICRO_USD_PER_DOLLAR / 10 ** decimals;
    const shown = Math.floor(microUsd / step) * step;
    if (decimals >= MOST_DECIMALS || Math.round(shown / step) !== Math.round(other / step))
      return { microUsd: shown, decimals, isUsual: decimals === usual };
  }
}

/** {@link formatPrice} split before the decimal sign, so that a column can align on it: "$2" and ".19". */
export function priceParts(microUsd: MicroUsd | number, locale: Locale): { whole: string; fraction: string } {
  const parts = dollars(locale, shownPriceDecimals(microUsd)).formatToParts(microUsd / MICRO_USD_PER_DOLLAR);
  const cut = parts.findIndex(({ type }) => type === "decimal");
  const text = (slice: Intl.NumberFormatPart[]) => slice.map(({ value }) => value).join("");
  return { whole: text(parts.slice(0, cut)), fraction: text(parts.slice(cut)) };
}

/**
 * The parts of an amount with the decimals of the amount, so that what is printed adds up to the printed amount. A part too small for
 * them is "<$1" or "<$0.01".
 */
export function formatPriceParts(
  parts: readonly number[],
  total: number,
  { locale, decimals = shownPriceDecimals(total) }: { locale: Locale; decimals?: number },
): string[] {
  const step = MICRO_USD_PER_DOLLAR / 10 ** decimals;
  const units = wholeParts(
    parts.map((part) => part / step),
    Math.round(total / step),
  );
  const write = (count: number) => dollars(locale, decimals).format(count / 10 ** decimals);
  return units.map((count, index) => (count === 0 && parts[index] !== 0 ? `<${write(1)}` : write(count)));
}

/** An amount to charge, always with two decimals. */
export function formatCents(cents: Cents, locale: Locale): string {
  return dollars(locale, 2).format(cents / CENTS_PER_DOLLAR);
}

const formats = new Map<string, Intl.NumberFormat>();

// Creating an Intl formatter costs about fifty times as much as using it, and a table formats thousands of values.
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
