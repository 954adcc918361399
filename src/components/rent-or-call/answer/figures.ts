import { formatPrice, formatPriceParts } from "@/components/format/price";
import { type Locale, languageTags } from "@/locale/locales";

const WHOLE_FROM_MICRO_USD = 100_000_000;

/** A monthly amount: with cents below $100, without them above, where they only distract. */
export function formatAmount(microUsd: number, locale: Locale): string {
  if (isShownWithCents(microUsd)) return formatPrice(microUsd, locale);
  return whole(locale).format(microUsd / 1e6);
}

/** The parts of a monthly amount, in the form of {@link formatAmount} for the amount: what is printed adds up. */
export function formatAmountParts(parts: readonly number[], total: number, locale: Locale): string[] {
  return formatPriceParts(parts, total, isShownWithCents(total) ? { locale } : { locale, decimals: 0 });
}

function isShownWithCents(microUsd: number): boolean {
  return Math.abs(microUsd) < WHOLE_FROM_MICRO_USD;
}

/** "$1,158–$2,310", or one figure if both ends format the same. */
export function formatRange(low: string, high: string): string {
  return low === high ? low : `${low}–${high}`;
}

/** A volume in compact notation: "10M", "254M" (en), "254 M" (es). */
export function formatVolume(tokens: number, locale: Locale): string {
  return compact(locale).format(tokens);
}

/** An estimate deserves two significant digits; whole numbers from ten up. */
export function formatSpeed(tokensPerSecond: number, locale: Locale): string {
  const digits = tokensPerSecond >= 10 ? 0 : 1;
  return new Intl.NumberFormat(languageTags[locale], { maximumFractionDigits: digits }).format(
    tokensPerSecond,
  );
}

/** "2× H100 SXM". */
export function machineName({ gpuCount, gpuName }: { gpuCount: number; gpuName: string }): string {
  return `${gpuCount}× ${gpuName}`;
}

const wholeFormats = new Map<Locale, Intl.NumberFormat>();
const compactFormats = new Map<Locale, Intl.NumberFormat>();

function whole(locale: Locale): Intl.NumberFormat {
  const known = wholeFormats.get(locale);
  if (known) return known;
  const made = new Intl.NumberFormat(languageTags[locale], {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
  });
  wholeFormats.set(locale, made);
  return made;
}

function compact(locale: Locale): Intl.NumberFormat {
  const known = compactFormats.get(locale);
  if (known) return known;
  const made = new Intl.NumberFormat(languageTags[locale], {
    notation: "compact",
    maximumSignificantDigits: 3,
  });
  compactFormats.set(locale, made);
  return made;
}
