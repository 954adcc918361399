import { AppError } from "@/domain/errors";

/**
 * Runs the work and fails when it takes longer than `timeoutMs` or when `outer` is aborted. The work receives a signal that is
 * aborted at that moment. Work that ignores the signal continues, but nobody waits for it.
 *
 * @throws {AppError} INTERNAL when the time is up.
 */
export async function withinTime<Result>(
  { timeoutMs, outer }: { timeoutMs: number; outer: AbortSignal },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeUp = new AbortController();
  const tooLong = () => timeUp.abort(new AppError("INTERNAL", `not finished within ${timeoutMs} ms`));
  const timer = setTimeout(tooLong, timeoutMs);
  const signal = AbortSignal.any([timeUp.signal, outer]);
  try {
    if (signal.aborted) throw errorOf(signal.reason);
    // The abort listener is added first, so that the abort is reported and not the error that the work makes of it.
    return await Promise.race([rejectedBy(signal), work(signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(errorOf(signal.reason)), { once: true });
  });
}

function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new AppError("INTERNAL", String(reason));
}
