import { setImmediate } from "node:timers/promises";

/** After computing for this long, the thread answers other questions. */
const MOST_BLOCKED_MS = 8;

/** Lets the thread answer other questions: at once, or only when it has computed for long enough since the last turn. */
export type Turns = { next: () => Promise<void>; nextIfDue: () => Promise<void> };

/** Turns of one long answer, counted from now. */
export function openTurns(): Turns {
  let startedAt = performance.now();
  const next = async () => {
    await setImmediate();
    startedAt = performance.now();
  };
  return {
    next,
    nextIfDue: async () => {
      if (performance.now() - startedAt >= MOST_BLOCKED_MS) await next();
    },
  };
}
