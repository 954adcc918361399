import { isTooFarAhead } from "./time";

/** State of one feed's circuit breaker, kept in the database so that all workers share it. */
export type Breaker = { consecutiveFailures: number; openUntil: Date | null };

export const closedBreaker: Breaker = { consecutiveFailures: 0, openUntil: null };

export const FAILURES_TO_OPEN = 5;
const FIRST_COOLDOWN_MS = 60_000;
const MAX_COOLDOWN_MS = 15 * 60_000;

/**
 * While open, no request may be sent. At `openUntil` one trial is allowed; its failure opens the breaker for twice as long.
 *
 * An end further away than the longest rest was written by a wrong clock, and the trial is due.
 */
export function isOpen({ openUntil }: Breaker, now: Date): boolean {
  if (openUntil === null || isTooFarAhead(openUntil, now, MAX_COOLDOWN_MS)) return false;
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
  const openings = consecutiveFailures - FAILURES_TO_OPEN;
  if (openings < 0) return { consecutiveFailures, openUntil: null };
  const cooldownMs = Math.min(FIRST_COOLDOWN_MS * 2 ** openings, MAX_COOLDOWN_MS);
  return { consecutiveFailures, openUntil: new Date(now.getTime() + cooldownMs) };
}
