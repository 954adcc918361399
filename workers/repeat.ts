import { type Context, jobContext } from "@/server/context";

/**
 * Runs the work at every interval, but never twice at once. A failure is logged, and the next run tries again.
 *
 * @returns `stop`, which waits for the current run.
 */
export function repeat(
  everyMs: number,
  work: (ctx: Context) => Promise<unknown>,
): { stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= runOnce(work).finally(() => {
      running = null;
    });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function runOnce(work: (ctx: Context) => Promise<unknown>): Promise<void> {
  const ctx = jobContext("keep-moving");
  try {
    await work(ctx);
  } catch (error) {
    ctx.log.error({ err: error }, "a repeated task failed");
  }
}
