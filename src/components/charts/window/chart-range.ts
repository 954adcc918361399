const LEAST_MS = 600_000;

/** The time that a chart shows, in milliseconds. */
export type ChartRange = { from: number; to: number };

/**
 * The part of a window that has records: empty days before the first one would hide the rest. It spans at least ten minutes, so that
 * records of the first minute still stand on an axis that can be read.
 *
 * @param window   what was asked for: ISO 8601, at least an hour.
 * @param recordedAt the instants of all records, in milliseconds and any order. Without any, the whole window is shown.
 */
export function chartRange(window: { from: string; to: string }, recordedAt: readonly number[]): ChartRange {
  const [start, to] = [Date.parse(window.from), Date.parse(window.to)];
  const first = recordedAt.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  if (first === Number.POSITIVE_INFINITY) return { from: start, to };
  return { from: Math.max(start, Math.min(first, to - LEAST_MS)), to };
}
