import { firstDayOf, lastDayOf } from "@/domain/offer/list-day";
import { type Locale, languageTags } from "@/locale/locales";

const months = new Map<Locale, Intl.DateTimeFormat>();

/**
 * The day of a price list as screens name it: "2026-08-21", and where only a span is known the months or years that it touches:
 * "May 2026", "Feb–Mar 2026", "2026" or "2025–2026". A span is never shown as a day; its text is hardly wider than one.
 *
 * @param listedOn as in `domain/offer/list-day.ts`.
 */
export function formatListDay(listedOn: string, locale: Locale): string {
  const [first, last] = [firstDayOf(listedOn), lastDayOf(listedOn)];
  if (last === null) return first;
  const [from, to] = [yearOf(first), yearOf(last)];
  if (from !== to) return `${from}–${to}`;
  if (first.endsWith("-01-01") && last.endsWith("-12-31")) return from;
  const named = [...new Set([first, last].map((day) => formatIn(locale).format(new Date(day))))];
  return `${named.join("–")} ${from}`;
}

function yearOf(day: string): string {
  return day.slice(0, 4);
}

/** Making a format costs much more than using it, and every row of a table has a day. */
function formatIn(locale: Locale): Intl.DateTimeFormat {
  const known = months.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(languageTags[locale], {
    month: "short",
    timeZone: "UTC",
  });
  months.set(locale, made);
  return made;
}
