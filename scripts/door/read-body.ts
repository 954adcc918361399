import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal/refusal";
import type { Share } from "./sharing/shares";

/**
 * Reads the whole body before the upstream hears of the request: a slow client then costs the upstream nothing, and a body that
 * is too large is refused whatever length it claims.
 *
 * @param limitBytes the largest body of this route.
 * @param share      what the body takes of the budget for all unfinished bodies; its owner releases it.
 * @param signal     aborts the reading, with the {@link Refusal} as its reason.
 * @returns null if the request has no body.
 * @throws {Refusal} 413, 429, 503, or the reason of the signal.
 */
export function readBody(
  req: IncomingMessage,
  { limitBytes, share, signal }: { limitBytes: number; share: Share; signal: AbortSignal },
): Promise<Buffer | null> {
  if (!hasBody(req)) return Promise.resolve(null);
  if (Number(req.headers["content-length"] ?? 0) > limitBytes) return Promise.reject(tooLarge(limitBytes));
  return new Promise((resolve, reject) => {
    let held = Buffer.alloc(0);
    let size = 0;
    function onData(chunk: Buffer): void {
      const start = size;
      size += chunk.length;
      const full = size > limitBytes ? null : share.take(chunk.length);
      if (size > limitBytes) settle(() => reject(tooLarge(limitBytes)));
      else if (full !== null) settle(() => reject(overBudget(full === "total")));
      else {
        if (size > held.length) held = enlarged(held, Math.min(Math.max(size, 2 * held.length), limitBytes));
        chunk.copy(held, start);
      }
    }
    const onEnd = () => settle(() => resolve(held.subarray(0, size)));
    const onGone = () => settle(() => reject(new Refusal(499, "The client has left.")));
    const onAbort = () => settle(() => reject(signal.reason));
    function settle(outcome: () => void): void {
      req.off("data", onData).off("end", onEnd).off("close", onGone).pause();
      signal.removeEventListener("abort", onAbort);
      outcome();
    }
    req.on("data", onData).on("end", onEnd).on("close", onGone);
    signal.addEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
  });
}

/** Whether a body comes after the head, which may be of no bytes. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

/** Chunks are copied into one buffer: each that is kept costs some 200 bytes beside its own, which may be a single one. */
function enlarged(held: Buffer, bytes: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(bytes);
  held.copy(larger);
  return larger;
}

function tooLarge(limitBytes: number): Refusal {
  return new Refusal(413, `The request body is larger than the limit of ${limitBytes} bytes.`);
}

function overBudget(isTotal: boolean): Refusal {
  return isTotal
    ? new Refusal(503, "Too many unfinished requests are held here.", { retryAfterSeconds: 10 })
    : new Refusal(429, "Your address has too many unfinished requests here.", { retryAfterSeconds: 10 });
}
