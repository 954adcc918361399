import type { SkippedRow } from "@/domain/offer/offer";
import { dayOf } from "@/domain/offer/validity";

/**
 * What is stored of a list's version after reading it. A list with rows that are not yet in force is known for one day only: time
 * alone puts them in force. Reading it at every poll instead would be gigabytes an hour.
 *
 * @param version from the provider; null where it has none or the list has to be read again.
 */
export function versionToStore(
  version: string | null,
  skipped: readonly SkippedRow[],
  now: Date,
): string | null {
  const waits = skipped.some(({ reason }) => reason.code === "sale.not_yet_in_force");
  return version !== null && waits ? onDay(version, now) : version;
}

/** Whether the list of this version was read, and would say the same today. */
export function isKnownList(stored: string | null, version: string | null, now: Date): boolean {
  return version !== null && (stored === version || stored === onDay(version, now));
}

function onDay(version: string, now: Date): string {
  return `${version}\nread on ${dayOf(now)}`;
}
