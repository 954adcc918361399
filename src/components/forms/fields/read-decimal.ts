import type { Locale } from "@/locale/locales";

const decimalMarks = { en: ".", es: "," } as const satisfies Record<Locale, string>;

/**
 * A typed figure as plain decimal digits ("1234.5"), or null when it is none.
 *
 * A dot and a comma both stand for the decimal mark, since keyboards and habits mix them. What could be either a group of thousands
 * or decimals counts as decimals only with the mark of the reader's language: "1,234" is refused in English and is 1.234 in Spanish.
 */
export function readDecimal(typed: string, locale: Locale): string | null {
  const [, sign = "", whole = "", mark, fraction = ""] =
    /^(-?)(\d{1,15})(?:([.,])(\d{1,9}))?$/.exec(typed.trim()) ?? [];
  if (whole === "") return null;
  const isAmbiguous = fraction.length === 3 && whole.length <= 3 && whole !== "0";
  if (mark !== undefined && isAmbiguous && mark !== decimalMarks[locale]) return null;
  return `${sign}${whole}${mark === undefined ? "" : `.${fraction}`}`;
}

/** A figure as the reader would type it: no groups, the decimal mark of the language. */
export function writeDecimal(value: number, locale: Locale): string {
  return String(value).replace(".", decimalMarks[locale]);
}

/** A typed amount in cents, or null when it is none: at most two decimals, never rounded. */
export function readCents(typed: string, locale: Locale): number | null {
  const [, sign = "", whole = "", fraction = ""] =
    /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(readDecimal(typed.replace(/^\s*\$\s*/, ""), locale) ?? "") ?? [];
  if (whole === "") return null;
  const cents = Number(`${sign}${whole}${fraction.padEnd(2, "0")}`);
  return Number.isSafeInteger(cents) ? cents : null;
}

/** An amount as the reader would type it, always with both decimals. */
export function writeCents(cents: number, locale: Locale): string {
  return (cents / 100).toFixed(2).replace(".", decimalMarks[locale]);
}
