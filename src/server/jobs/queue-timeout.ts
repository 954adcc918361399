import { TimeoutStrategy, timeout } from "cockatiel";

/**
 * For each call of a queue: one that does not answer must not delay the request that filled the outbox, keep rows locked, or keep
 * a worker from stopping.
 */
export const queueTimeout = timeout(2000, TimeoutStrategy.Aggressive);
