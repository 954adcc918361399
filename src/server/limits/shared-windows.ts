import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { logFor } from "@/server/log";
import { type CountOne, memoryWindows, type Window } from "./window";

/** The longest that a store which has just failed is left alone. */
const LEAVE_ALONE_MS = 1000;
const MOST_BLOCKS = 50_000;

/**
 * Counts requests where every process sees them. A caller over its limit is remembered here until its window ends, so that a
 * flood costs the store nothing. While the store does not answer, this process counts by itself.
 */
export function sharedWindows(
  store: CountOne,
): (caller: string, limit: number, windowMs: number) => Promise<Window> {
  const blocked = memoryBlocks();
  const own = memoryWindows();
  let failedAtMs = Number.NEGATIVE_INFINITY;

  async function count(caller: string, windowMs: number): Promise<Window> {
    if (performance.now() - failedAtMs < LEAVE_ALONE_MS) return own(caller, windowMs);
    try {
      return await store(caller, windowMs);
    } catch (error) {
      failedAtMs = performance.now();
      logFor("limits").warn({ err: error }, "limits are counted per process: their store does not answer");
      return own(caller, windowMs);
    }
  }

  return async (caller, limit, windowMs) => {
    const key = hashOf(caller);
    const block = blocked.get(key);
    if (block !== null) return block;
    const window = await count(key, windowMs);
    if (window.count > limit) blocked.put(key, window);
    return window;
  };
}

/** Callers over their limit, each until the end of its window, by the monotonic clock. */
function memoryBlocks() {
  const blocks = new LRUCache<string, { count: number; endsAtMs: number }>({ max: MOST_BLOCKS });
  return {
    get: (caller: string): Window | null => {
      const block = blocks.get(caller);
      const msLeft = block === undefined ? 0 : block.endsAtMs - performance.now();
      return block === undefined || msLeft <= 0 ? null : { count: block.count, msLeft };
    },
    put: (caller: string, { count, msLeft }: Window): void => {
      blocks.set(caller, { count, endsAtMs: performance.now() + msLeft });
    },
  };
}

/** No address is stored, and every key is of one length. */
function hashOf(caller: string): string {
  return createHash("sha256").update(caller).digest("base64url").slice(0, 24);
}
