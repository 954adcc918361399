import type { Log } from "@/server/log";

/**
 * Ends this process after SIGTERM, SIGINT or the death of its launcher, which cannot send a signal but closes the channel. It
 * also answers the launcher's question whether the process still works.
 *
 * @param stop  puts everything in order; it is called once.
 * @param withinMs  the process ends after this time even if `stop` has not.
 */
export function endOnSignal({
  stop,
  withinMs,
  log,
}: {
  stop: () => Promise<void>;
  withinMs: number;
  log: Log;
}): void {
  let isEnding = false;

  async function end(reason: string): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    log.info({ reason }, "stopping");
    setTimeout(() => {
      log.warn({ withinMs }, "not everything has stopped in time");
      process.exit(1);
    }, withinMs);
    await stop().catch((error) => log.error({ err: error }, "stopping failed"));
    process.exit(0);
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(signal));
  process.on("disconnect", () => void end("launcher gone"));
  process.on("message", (message) => message === "ping" && process.send?.("alive"));
}
