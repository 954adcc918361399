import { LRUCache } from "lru-cache";

/** One caller's current window: how often it has asked, and how long the window still lasts. */
export type Window = { count: number; msLeft: number };

/** Counts one more request. The window begins with the first one after the last window has ended. */
export type CountOne = (caller: string, windowMs: number) => Promise<Window>;

const MOST_CALLERS = 50_000;

/** Counts in the memory of this process, by its monotonic clock. */
export function memoryWindows(): (caller: string, windowMs: number) => Window {
  const windows = new LRUCache<string, { count: number; endsAtMs: number }>({ max: MOST_CALLERS });
  return (caller, windowMs) => {
    const nowMs = performance.now();
    const known = windows.get(caller);
    const current = known && known.endsAtMs > nowMs ? known : { count: 0, endsAtMs: nowMs + windowMs };
    current.count += 1;
    windows.set(caller, current);
    return { count: current.count, msLeft: current.endsAtMs - nowMs };
  };
}
