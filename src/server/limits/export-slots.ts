import { AppError } from "@/domain/errors";
import type { Context } from "@/server/context";
import { callerOf } from "./caller";

/** One to read and one that was begun before the other was given up. */
const MOST_PER_CALLER = 2;
/** As long as the market thread keeps an export that nobody reads. */
const RETRY_AFTER_SECONDS = 30;

// On globalThis, because Next.js bundles this module once for each of its kinds of routes.
const processGlobals = globalThis as { gpubrokerExports?: Map<string, number> };

/**
 * Takes one of the caller's places among the exports of this process, so that one caller cannot take those of all. Exports are
 * bounded per process because what they need is: memory and the market thread.
 *
 * @returns gives the place back; more calls change nothing.
 * @throws {AppError} LIMIT_EXCEEDED
 */
export function takeExportSlot({ actor }: Context): () => void {
  processGlobals.gpubrokerExports ??= new Map();
  const open = processGlobals.gpubrokerExports;
  const caller = callerOf(actor);
  const own = open.get(caller) ?? 0;
  if (own >= MOST_PER_CALLER)
    throw new AppError("LIMIT_EXCEEDED", "too many exports of one caller", {
      reason: {
        code: "export.too_many_of_caller",
        parameters: { limit: MOST_PER_CALLER, seconds: RETRY_AFTER_SECONDS },
      },
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  open.set(caller, own + 1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const left = (open.get(caller) ?? 1) - 1;
    if (left > 0) open.set(caller, left);
    else open.delete(caller);
  };
}
