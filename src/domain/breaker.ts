/** State of one feed's circuit breaker, kept in the database so that all workers share it. */
export type Breaker = { consecutiveFailures: number; openUntil: Date | null };

export const closedBreaker: Breaker = { consecutiveFailures: 0, openUntil: null };

export const FAILURES_TO_OPEN = 5;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;

/** Open = no request may leave. At `openUntil` one trial is allowed; its failure opens the breaker for twice as long. */
export function isOpen(breaker: Breaker, now: Date): boolean {
  return breaker.openUntil !== null && now.getTime() < breaker.openUntil.getTime();
}

/**
 * Whether the next attempt must not be made, `failures` attempts in a row having failed since the state was read: the fifth
 * failure opens a closed breaker, the first one a breaker on trial.
 */
export function opensAfter({ consecutiveFailures }: Breaker, failures: number): boolean {
  return failures > 0 && consecutiveFailures + failures >= FAILURES_TO_OPEN;
}

/**
 * The state after more failures: rest 60 s at the fifth in a row, doubling to 15 minutes with every trial that fails.
 *
 * Attempts that were under way together when the breaker opened count as the one that opened it. No failure changes nothing.
 */
export function afterFailures(breaker: Breaker, failures: number, now: Date): Breaker {
  if (failures === 0) return breaker;
  const before = breaker.consecutiveFailures;
  const most = before < FAILURES_TO_OPEN ? FAILURES_TO_OPEN : before + 1;
  const consecutiveFailures = Math.min(before + failures, most);
  const openings = consecutiveFailures - FAILURES_TO_OPEN;
  if (openings < 0) return { consecutiveFailures, openUntil: null };
  const restMs = Math.min(FIRST_REST_MS * 2 ** openings, LONGEST_REST_MS);
  return { consecutiveFailures, openUntil: new Date(now.getTime() + restMs) };
}
