import { z } from "zod";

/**
 * When the list of a price was read: a day, "2026-08-21", or, where no source names the day, the first and the last on which it
 * can have been, "2025-08-25/2026-11-23" (ISO 8601, both inclusive, in UTC). Texts in order are lists in order of their first day.
 */
export const listDay = z.string().refine(isListDay, "neither a day nor a first and a later last day");

/**
 * The day of a list, or the first on which it can have been read. The age of a price counts from it, because a list must not
 * pass for newer than it is.
 */
export function firstDayOf(listedOn: string): string {
  return listedOn.slice(0, DAY_LENGTH);
}

/** The last day on which a list can have been read; null where its day is known. */
export function lastDayOf(listedOn: string): string | null {
  return listedOn.length > DAY_LENGTH ? listedOn.slice(DAY_LENGTH + 1) : null;
}

/**
 * The span from the oldest to the newest of several lists, or their day if it is the same one; null without any. What stands for
 * several lists must not be named by the newest of them.
 */
export function spanOfLists(lists: readonly string[]): string | null {
  const first = lists.map(firstDayOf).toSorted().at(0);
  const last = lists
    .map((listedOn) => lastDayOf(listedOn) ?? firstDayOf(listedOn))
    .toSorted()
    .at(-1);
  if (first === undefined || last === undefined) return null;
  return first === last ? first : `${first}/${last}`;
}

/** Whether the day of a list is known, and not only a span that contains it. */
export function isExactDay(listedOn: string): boolean {
  return lastDayOf(listedOn) === null;
}

const DAY_LENGTH = "YYYY-MM-DD".length;
const day = z.iso.date();

function isListDay(text: string): boolean {
  const [first, last, ...more] = text.split("/");
  if (more.length > 0 || !day.safeParse(first).success) return false;
  return last === undefined || (day.safeParse(last).success && String(first) < last);
}
