import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Actor } from "@/domain/actor";
import { AppError } from "@/domain/errors";
import type { Context } from "./context";
import { settings } from "./settings";

/** What one address without an account may do per minute: requests to the REST API, or calls from pages. */
type Limit = { name: "requests" | "calls"; pointsPerMinute: number };

const limiters = new Map<Limit["name"], RateLimiterMemory>();

/**
 * Counts one API request against its caller: without an account, against the address that the front door saw, never against
 * anything that the client claims.
 *
 * The count is per process: with several web replicas, a caller gets the limit once per replica.
 *
 * @returns the RateLimit headers for the response.
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
 * Counts one call from a page in the same way. The limit is far above what pages need and far below a flood.
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
    return await limiter.consume(callerOf(ctx.actor));
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

/** Whom a call counts against: always the same for one caller, and never the same for two kinds of caller. */
function callerOf(actor: Actor): string {
  switch (actor.type) {
    case "anonymous":
      return `address ${actor.address ?? "unknown"}`;
    case "user":
    case "staff":
      return `user ${actor.userId}`;
    case "apiKey":
    case "agent":
      return `key ${actor.keyId}`;
    case "webhook":
      return `gateway ${actor.gateway} ${actor.organizationId ?? "platform"}`;
    case "system":
      return `job ${actor.job} ${actor.organizationId ?? "platform"}`;
    default:
      actor satisfies never;
      throw new Error("an actor of an unknown kind");
  }
}

function secondsOf(ms: number): number {
  return Math.ceil(ms / 1000);
}
