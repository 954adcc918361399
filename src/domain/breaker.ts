import { isTooFarAhead } from "./time";

/** State of one feed's circuit breaker, kept in the database so that all workers share it. */
export type Breaker = { consecutiveFailures: number; openUntil: Date | null };

export const closedBreaker: Breaker = { consecutiveFailures: 0, openUntil: null };

export const FAILURES_TO_OPEN = 5;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;

/**
 * While open, no request may be sent. At `openUntil` one trial is allowed; its failure opens the breaker for twice as long.
 *
 * An end further ahead than this rest is long means that the clock was wrong when it began or has been set back since, and the trial
 * is due. A clock that is set back to a moment within the rest cannot be told from one that was not, so wherever the clock is set
 * once, a trial is allowed within twice the rest and a minute.
 */
export function isOpen({ consecutiveFailures, openUntil }: Breaker, now: Date): boolean {
  if (openUntil === null || isTooFarAhead(openUntil, now, restMs(consecutiveFailures))) return false;
  return now.getTime() < openUntil.getTime();
}

/**
 * Whether to stop trying, given that `failures` attempts in a row have failed since the state was read. The fifth failure opens a
 * closed breaker; the first one opens a breaker on trial.
 */
export function opensAfter({ consecutiveFailures }: Breaker, failures: number): boolean {
  return failures > 0 && consecutiveFailures + failures >= FAILURES_TO_OPEN;
}

/**
 * The state after more failures. The fifth failure in a row opens the breaker for 60 s; every failed trial doubles that, up to 15
 * minutes.
 *
 * Attempts that were in flight when the breaker opened count as the one that opened it. Zero failures change nothing.
 */
export function afterFailures(breaker: Breaker, failures: number, now: Date): Breaker {
  if (failures === 0) return breaker;
  const before = breaker.consecutiveFailures;
  const limit = before < FAILURES_TO_OPEN ? FAILURES_TO_OPEN : before + 1;
  const consecutiveFailures = Math.min(before + failures, limit);
  if (consecutiveFailures < FAILURES_TO_OPEN) return { consecutiveFailures, openUntil: null };
  return { consecutiveFailures, openUntil: new Date(now.getTime() + restMs(consecutiveFailures)) };
}

/** How long the breaker stays open after this many failures: 0 below the fifth. */
function restMs(consecutiveFailures: number): number {
  const openings = consecutiveFailures - FAILURES_TO_OPEN;
  return openings < 0 ? 0 : Math.min(FIRST_REST_MS * 2 ** openings, LONGEST_REST_MS);
}
