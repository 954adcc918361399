/** Quantiles of a set of measurements, in the unit of the measurements. NaN if there are none. */
export type Quantiles = { best: number; p50: number; p95: number; p99: number };

export function quantiles(measured: readonly number[]): Quantiles {
  const sorted = [...measured].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { best: at(0), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The duration of each run in milliseconds. Warm-up runs come first and are not counted. */
export function timesOf(run: () => unknown, { rounds, warmUps = 10 }: { rounds: number; warmUps?: number }) {
  for (let round = 0; round < warmUps; round += 1) run();
  globalThis.gc?.();
  return Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
}

/** Like {@link timesOf}, for asynchronous runs: each starts when the previous one has ended. */
export async function timesOfAsync(
  run: (round: number) => Promise<unknown>,
  { rounds, warmUps = 0 }: { rounds: number; warmUps?: number },
): Promise<number[]> {
  const times: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const startedAt = performance.now();
    await run(round);
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  return times;
}

/** Runs something that takes turns with others: how long it took, and the longest time that a timer had to wait meanwhile. */
export async function holdOf(
  run: () => Promise<unknown>,
): Promise<{ totalMs: number; longestHoldMs: number }> {
  let longestHoldMs = 0;
  let turnAt = performance.now();
  let isDone = false;
  const turn = () => {
    const at = performance.now();
    longestHoldMs = Math.max(longestHoldMs, at - turnAt);
    turnAt = at;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const startedAt = performance.now();
  await run();
  const totalMs = performance.now() - startedAt;
  await new Promise<void>((resolve) => setImmediate(resolve));
  isDone = true;
  return { totalMs, longestHoldMs };
}
