import { DelegateBackoff, handleWhen, retry, TimeoutStrategy, timeout } from "cockatiel";
import { isProviderError, type ProviderError } from "./provider-error";

/** A circuit breaker: lets an attempt through or refuses it, and records its result. While it is open, nothing is retried. */
export type Breaker = { execute<Value>(attempt: () => Promise<Value>): Promise<Value>; isOpen(): boolean };

export const noBreaker: Breaker = { execute: (attempt) => attempt(), isOpen: () => false };

export type CallPolicy = {
  /** For calls that have read the body when they return; the signal is the attempt's time-out. */
  buffered<Value>(attempt: (deadline: AbortSignal) => Promise<Value>): Promise<Value>;
  /** For calls whose body is read after they return; the time-out keeps running. */
  streamed<Value>(attempt: (deadline: AbortSignal) => Promise<Value>): Promise<Value>;
};

type PolicyOptions = {
  maxAttempts: number;
  mayRepeat: boolean;
  timeoutMs: number;
  breaker: Breaker;
  signal: AbortSignal | undefined;
  /** Waits for the attempt's turn; this wait does not count towards the time-out. */
  admit(): Promise<void>;
  random(): number;
  wait(milliseconds: number): number;
  onRetry(error: ProviderError, waitMs: number): void;
};

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * The order is time-out inside breaker inside rate limit inside retry: an attempt that hangs counts as a failure, and an open
 * breaker ends the retries.
 */
export function createCallPolicy(options: PolicyOptions): CallPolicy {
  const { admit, breaker, timeoutMs, signal } = options;
  const retries = retryPolicy(options);
  const deadline = timeout(timeoutMs, TimeoutStrategy.Cooperative);
  const inTurn = <Value>(attempt: () => Promise<Value>) =>
    retries.execute(async () => {
      await admit();
      return await breaker.execute(attempt);
    }, signal);
  return {
    buffered: (attempt) => inTurn(() => deadline.execute((context) => attempt(context.signal))),
    streamed: (attempt) => inTurn(() => attempt(AbortSignal.timeout(timeoutMs))),
  };
}

/** Full jitter, or as Retry-After says; a wait over 30 s is left to the caller. */
function retryPolicy({ maxAttempts, mayRepeat, breaker, random, wait, onRetry }: PolicyOptions) {
  const isRetryable = (error: unknown) =>
    mayRepeat &&
    !breaker.isOpen() &&
    isProviderError(error) &&
    error.retryable &&
    (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS;
  const policy = retry(handleWhen(isRetryable), {
    // The library counts the attempts after the first.
    maxAttempts: maxAttempts - 1,
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const error = "error" in result ? result.error : null;
      const asked = isProviderError(error) ? error.retryAfterMs : null;
      return wait(asked ?? Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * random()));
    }),
  });
  policy.onRetry((event) => {
    if ("error" in event && isProviderError(event.error)) onRetry(event.error, event.delay);
  });
  return policy;
}
