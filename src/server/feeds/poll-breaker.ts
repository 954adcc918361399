import { type Breaker, opensAfter } from "@/domain/breaker";
import type { Breaker as CallBreaker } from "@/server/http/policy";
import { ProviderError } from "@/server/http/provider-error";

/** A breaker for the calls of one poll, and how many of them have failed in a row. */
export type PollBreaker = CallBreaker & { failures(): number };

/**
 * The shared breaker as one poll meets it: it starts from the state that all workers see, ends the poll's attempts when it
 * opens, and leaves what it learnt to whoever writes the poll down.
 *
 * The library's own breaker keeps its state and clock to itself; ours must be one row that workers share and a page shows.
 */
export function createPollBreaker(stored: Breaker): PollBreaker {
  let failures = 0;
  const isOpen = () => opensAfter(stored, failures);
  return {
    failures: () => failures,
    isOpen,
    execute: async (attempt) => {
      if (isOpen())
        throw new ProviderError("unavailable", `not asked: ${failures} attempts in a row have failed`);
      try {
        const value = await attempt();
        failures = 0;
        return value;
      } catch (error) {
        if (error instanceof ProviderError) failures += 1;
        throw error;
      }
    },
  };
}
