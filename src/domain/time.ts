/** The most by which the clocks of two of our processes differ while both follow the database. */
export const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Whether a stored time lies further ahead than it can: then a wrong clock wrote it, and it must not be believed.
 *
 * @param furthestMs how far ahead of the present such a time may lie: 0 for what has happened already, the longest lease for the
 *   end of a lease.
 */
export function isTooFarAhead(at: Date, now: Date, furthestMs = 0): boolean {
  return at.getTime() - now.getTime() > furthestMs + CLOCK_TOLERANCE_MS;
}
