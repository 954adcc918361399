import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/domain/errors";
import type { Context } from "./context";
import { settings } from "./settings";

/** What an address without an account may do in a minute: requests to the REST API, or calls from pages. */
type Limit = { name: "requests" | "calls"; pointsPerMinute: number };

const limiters = new Map<Limit["name"], RateLimiterMemory>();

/**
 * Counts one anonymous API request by the address that the front door saw, never by anything that the client states.
 *
 * Counted in this process: with several web replicas an address gets the limit once per replica.
 *
 * @returns the RateLimit headers of the answer.
 * @throws {AppError} LIMIT_EXCEEDED with the seconds to wait.
 */
export async function limitAnonymous(ctx: Context): Promise<Record<string, string>> {
  const pointsPerMinute = settings().ANONYMOUS_REQUESTS_PER_MINUTE;
  const { remainingPoints, msBeforeNext } = await count(ctx, { name: "requests", pointsPerMinute });
  return {
    "ratelimit-policy": `"anonymous";q=${pointsPerMinute};w=60`,
    ratelimit: `"anonymous";r=${remainingPoints};t=${secondsOf(msBeforeNext)}`,
  };
}

/**
 * Counts one call of a page in a browser in the same way. The limit is far above what pages make and far below a flood.
 *
 * @throws {AppError} LIMIT_EXCEEDED with the seconds to wait.
 */
export async function limitCalls(ctx: Context): Promise<void> {
  await count(ctx, { name: "calls", pointsPerMinute: settings().ANONYMOUS_CALLS_PER_MINUTE });
}

async function count(ctx: Context, { name, pointsPerMinute }: Limit): Promise<RateLimiterRes> {
  const limiter = limiters.get(name) ?? new RateLimiterMemory({ points: pointsPerMinute, duration: 60 });
  limiters.set(name, limiter);
  try {
    return await limiter.consume(
      ctx.actor.type === "anonymous" ? (ctx.actor.address ?? "unknown") : ctx.requestId,
    );
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = secondsOf(refusal.msBeforeNext);
    const parameters = { limit: pointsPerMinute, seconds: retryAfterSeconds };
    throw new AppError("LIMIT_EXCEEDED", `anonymous limit of ${name} reached`, {
      reason: { code: `rate_limit.${name}`, parameters },
      retryAfterSeconds,
    });
  }
}

function secondsOf(ms: number): number {
  return Math.ceil(ms / 1000);
}
