import { Redis } from "ioredis";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { logFor } from "@/server/log";
import type { CountOne, Window } from "./window";

/** A count is worth less than the request that it counts: rather none than a late one. */
const TIMEOUT_MS = 500;

/** Counts in Redis, for all processes together and by its clock: a window is a key that Redis lets expire. */
export function redisWindows(redisUrl: string): CountOne & { close: () => Promise<void> } {
  const redis = new Redis(redisUrl, {
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
  });
  redis.on("error", (error) =>
    logFor("limits").warn({ reason: error.message }, "the connection to Redis failed"),
  );
  const limiters = new Map<number, RateLimiterRedis>();
  const count: CountOne = async (caller, windowMs) => {
    const limiter = limiters.get(windowMs) ?? limiterOf(redis, windowMs);
    limiters.set(windowMs, limiter);
    const { consumedPoints, msBeforeNext } = await limiter.consume(caller);
    return { count: consumedPoints, msLeft: msBeforeNext } satisfies Window;
  };
  return Object.assign(count, { close: async () => redis.disconnect() });
}

/** It only counts: whoever asks knows the limit. */
function limiterOf(storeClient: Redis, windowMs: number): RateLimiterRedis {
  const points = Number.MAX_SAFE_INTEGER;
  return new RateLimiterRedis({
    storeClient,
    keyPrefix: "gpubroker:limit",
    points,
    duration: windowMs / 1000,
  });
}
