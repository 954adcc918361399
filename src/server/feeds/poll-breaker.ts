import { type Breaker, opensAfter } from "@/domain/breaker";
import type { Breaker as CallBreaker } from "@/server/http/policy";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { isRefusal } from "./key-refusal";

/** A circuit breaker for the calls of one poll, and how many of them have failed in a row. */
export type PollBreaker = CallBreaker & { failures(): number };

/**
 * The shared breaker as one poll uses it: it starts from the state that all workers share and ends the poll's attempts when it
 * opens. The caller records the result with the poll. With `isKeyed`, a refused key counts as no failure: the provider is up.
 *
 * The library's breaker has private state and its own clock; ours must be one row that all workers share and a page shows.
 */
export function createPollBreaker(stored: Breaker, { isKeyed }: { isKeyed: boolean }): PollBreaker {
  let failures = 0;
  const isOpen = () => opensAfter(stored, failures);
  return {
    failures: () => failures,
    isOpen,
    execute: async (attempt) => {
      if (isOpen())
        throw new ProviderError("unavailable", `not called: ${failures} attempts in a row have failed`, {
          isUnsent: true,
        });
      try {
        const value = await attempt();
        failures = 0;
        return value;
      } catch (error) {
        if (isProviderError(error) && !(isKeyed && isRefusal(error))) failures += 1;
        throw error;
      }
    },
  };
}
