import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const lookEveryMs = 100;

export type Gate = {
  /**
   * Waits until the upstream accepts connections again.
   *
   * @returns false if it does not within the time.
   * @throws the reason of the signal.
   */
  wait(withinMs: number, signal: AbortSignal): Promise<boolean>;
};

/**
 * Where requests wait for an upstream that refuses connections. However many wait, only one connection at a time is tried, and
 * none while nobody waits.
 *
 * @param port on 127.0.0.1.
 */
export function createGate(port: number): Gate {
  const waiting = new Set<() => void>();
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    while (waiting.size > 0 && !(await accepts(port))) await sleep(lookEveryMs);
    isLooking = false;
    for (const pass of waiting) pass();
  }

  function wait(withinMs: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (withinMs <= 0) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => resolve(false)), withinMs);
      const pass = () => settle(() => resolve(true));
      const abort = () => settle(() => reject(signal.reason));
      function settle(outcome: () => void): void {
        clearTimeout(timer);
        waiting.delete(pass);
        signal.removeEventListener("abort", abort);
        outcome();
      }
      signal.addEventListener("abort", abort, { once: true });
      waiting.add(pass);
      void look();
    });
  }

  return { wait };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
