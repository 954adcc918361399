import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/domain/errors";
import type { Context } from "./context";
import { env } from "./env";

let anonymous: RateLimiterMemory | undefined;

/**
 * Counts one anonymous API request by the address that the front door saw, never by anything the client says.
 *
 * Counted in this process: with several web replicas an address gets the limit once per replica.
 *
 * @returns the RateLimit headers of the answer.
 * @throws {AppError} LIMIT_EXCEEDED with the seconds to wait.
 */
export async function limitAnonymous(ctx: Context): Promise<Record<string, string>> {
  const points = env().ANONYMOUS_REQUESTS_PER_MINUTE;
  anonymous ??= new RateLimiterMemory({ points, duration: 60 });
  try {
    const state = await anonymous.consume(
      ctx.actor.type === "anonymous" ? (ctx.actor.address ?? "unknown") : ctx.requestId,
    );
    return headersOf(points, state);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.ceil(refusal.msBeforeNext / 1000);
    const userMessage = `${points} requests a minute are allowed without an account. Try again in ${retryAfterSeconds} s.`;
    throw new AppError("LIMIT_EXCEEDED", "anonymous limit reached", { userMessage, retryAfterSeconds });
  }
}

function headersOf(
  points: number,
  { remainingPoints, msBeforeNext }: RateLimiterRes,
): Record<string, string> {
  const reset = Math.ceil(msBeforeNext / 1000);
  return {
    "ratelimit-policy": `"anonymous";q=${points};w=60`,
    ratelimit: `"anonymous";r=${remainingPoints};t=${reset}`,
  };
}
