import { readDecimal } from "@/components/forms/fields/read-decimal";
import type { Locale } from "@/locale/locales";

const decimalMark = { en: ".", es: "," } as const satisfies Record<Locale, string>;

/** A figure of the address as the reader writes it: "0.1" is "0,1" in Spanish; three figures stay "45..65..85". */
export function inNotation(text: string, locale: Locale): string {
  return inParts(text, (part) => part.replace(".", decimalMark[locale]));
}

/**
 * What is typed in a box as it stands in the address, or null when some part is no figure: "0,1" and "0.1" are both a tenth, and what
 * could be a group of thousands in the reader's language is refused rather than read as a small number.
 */
export function fromNotation(typed: string, locale: Locale): string | null {
  let isRead = true;
  const text = inParts(typed.trim(), (part) => {
    const [, figure = "", unit = ""] = /^(.*?)([kKmM]?)$/.exec(part) ?? [];
    const plain = readDecimal(figure, locale);
    if (plain === null) isRead = false;
    return `${plain}${unit}`;
  });
  return isRead ? text : null;
}

function inParts(text: string, change: (part: string) => string): string {
  return text.split("..").map(change).join("..");
}
