import { readDecimal } from "@/components/forms/fields/read-decimal";
import { joinRange } from "@/domain/search-parameters";
import type { Locale } from "@/locale/locales";

/** What stands in the boxes "from" and "to". */
export type Ends = { min: string; max: string };

/** `places`: how far the decimal point of the search moves to the right for people, 2 where they think in percent. */
type Notation = { locale: Locale; places: number };

/**
 * The text of a search's range for what is typed, or null where a box holds no plain decimal. Works on digits, so that what was
 * typed is what is asked: 4.19 never becomes 4.1900000000000004.
 */
export function readEnds({ min, max }: Ends, notation: Notation): string | null {
  const [low, high] = [readEnd(min, notation), readEnd(max, notation)];
  return low === null || high === null ? null : joinRange(low, high);
}

/** The inverse of {@link readEnds}: the boxes for the range of a search. */
export function writeEnds(range: string, { locale, places }: Notation): Ends {
  const [min = "", max = min] = range.split("..");
  const write = (end: string) => {
    const text = end === "" ? "" : movePoint(end, places);
    return locale === "es" ? text.replace(".", ",") : text;
  };
  return { min: write(min), max: write(max) };
}

function readEnd(typed: string, { locale, places }: Notation): string | null {
  if (typed.trim() === "") return "";
  const plain = readDecimal(typed, locale);
  return plain === null || plain.startsWith("-") ? null : movePoint(plain, -places);
}

/** Moves the decimal point of a plain decimal to the right, or to the left by a negative number; drops zeros that say nothing. */
function movePoint(plain: string, places: number): string {
  const [whole = "", fraction = ""] = plain.split(".");
  const digits = `${"0".repeat(Math.max(0, -places))}${whole}${fraction}${"0".repeat(Math.max(0, places))}`;
  const cut = Math.max(0, -places) + whole.length + places;
  const left = digits.slice(0, cut).replace(/^0+(?=\d)/, "");
  const right = digits.slice(cut).replace(/0+$/, "");
  return right === "" ? left : `${left}.${right}`;
}
