/** State of one feed's circuit breaker, kept in the database so that all workers share it. */
export type Breaker = { consecutiveFailures: number; openUntil: Date | null };

export const FAILURES_TO_OPEN = 5;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;

/** Open = no request may leave. At `openUntil` one trial is allowed; its failure opens the breaker for twice as long. */
export function isOpen(breaker: Breaker, now: Date): boolean {
  return breaker.openUntil !== null && now.getTime() < breaker.openUntil.getTime();
}

/** The state after one more failure: rest 60 s at the fifth in a row, doubling to 15 minutes. */
export function afterFailure(breaker: Breaker, now: Date): Breaker {
  const consecutiveFailures = breaker.consecutiveFailures + 1;
  const openings = consecutiveFailures - FAILURES_TO_OPEN;
  if (openings < 0) return { consecutiveFailures, openUntil: null };
  const restMs = Math.min(FIRST_REST_MS * 2 ** openings, LONGEST_REST_MS);
  return { consecutiveFailures, openUntil: new Date(now.getTime() + restMs) };
}
