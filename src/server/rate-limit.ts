import { AppError } from "@/domain/errors";
import { callerOf } from "@/server/limits/caller";
import { postgresWindows } from "@/server/limits/postgres-windows";
import { redisWindows } from "@/server/limits/redis-windows";
import { sharedWindows } from "@/server/limits/shared-windows";
import { memoryWindows, type Window } from "@/server/limits/window";
import type { Context } from "./context";
import { settings } from "./settings";

const WINDOW_MS = 60_000;

type Limits = {
  requests: ReturnType<typeof sharedWindows>;
  calls: ReturnType<typeof memoryWindows>;
};

// On globalThis, because Next.js bundles this module once for each of its kinds of routes.
const processGlobals = globalThis as { gpubrokerLimits?: Limits };

/** What the answer to a request says of its caller's limit, whatever the answer is. */
export type CountedRequest = {
  headers: Record<string, string>;
  /** LIMIT_EXCEEDED with the seconds to wait; null for a request within the limit. */
  refusal: AppError | null;
};

/**
 * Counts one API request against its caller: without an account, against the address that the front door saw, never against
 * anything that the client claims.
 *
 * All web processes share the count, in Redis where there is one and in PostgreSQL otherwise, timed by the clock of either.
 */
export async function countRequest({ actor }: Context): Promise<CountedRequest> {
  const limit = settings().ANONYMOUS_REQUESTS_PER_MINUTE;
  const window = await limits().requests(`requests ${callerOf(actor)}`, limit, WINDOW_MS);
  const seconds = secondsLeft(window);
  return {
    headers: {
      "ratelimit-policy": `"anonymous";q=${limit};w=${WINDOW_MS / 1000}`,
      ratelimit: `"anonymous";r=${Math.max(0, limit - window.count)};t=${seconds}`,
    },
    refusal: window.count > limit ? refusalOf("requests", limit, seconds) : null,
  };
}

/**
 * Counts one call from a page in the same way, but per process: the limit is far above what pages need and far below a flood, so
 * that with several processes it is still that, and a page makes many calls, none of which should wait for a count.
 *
 * @throws {AppError} LIMIT_EXCEEDED with the seconds to wait.
 */
export async function limitCalls({ actor }: Context): Promise<void> {
  const limit = settings().ANONYMOUS_CALLS_PER_MINUTE;
  const window = limits().calls(callerOf(actor), WINDOW_MS);
  if (window.count > limit) throw refusalOf("calls", limit, secondsLeft(window));
}

function limits(): Limits {
  const { REDIS_URL, DATABASE_URL } = settings();
  processGlobals.gpubrokerLimits ??= {
    requests: sharedWindows(REDIS_URL ? redisWindows(REDIS_URL) : postgresWindows(DATABASE_URL)),
    calls: memoryWindows(),
  };
  return processGlobals.gpubrokerLimits;
}

function refusalOf(name: "requests" | "calls", limit: number, seconds: number): AppError {
  return new AppError("LIMIT_EXCEEDED", `anonymous limit of ${name} reached`, {
    reason: { code: `rate_limit.${name}`, parameters: { limit, seconds } },
    retryAfterSeconds: seconds,
  });
}

function secondsLeft({ msLeft }: Window): number {
  return Math.max(1, Math.ceil(msLeft / 1000));
}
