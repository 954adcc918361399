/** From `at` on the price was this; null = not offered, or nobody looked. */
export type HistoryPoint = { at: Date; microUsdPerGpuHour: number | null };

/** A time in which no poll succeeded for longer than its rhythm explains: half-open [from, to). */
export type Blindness = { from: Date; to: Date };

export const historyWindows = { "24h": 24, "7d": 168, "30d": 720, "90d": 2160 } as const;
export type HistoryWindow = keyof typeof historyWindows;

const MOST_POINTS = 500;

/**
 * The price over a window as steps, with gaps where it was not offered or not watched: a gap is never bridged by a guess.
 *
 * @param changes ascending; the last one before `from`, if there is one, gives the price at `from`.
 * @param blind   ascending, not overlapping.
 * @returns ascending, at most 500 points; where there are more, the last of each slice of time stands for it.
 */
export function stepsOf(
  changes: readonly HistoryPoint[],
  blind: readonly Blindness[],
  from: Date,
  to: Date,
): HistoryPoint[] {
  const edges = blind.flatMap(({ from: start, to: end }) => [start, end]);
  const times = [from, ...changes.map(({ at }) => at), ...edges, to].filter((at) => at >= from && at <= to);
  const unique = [...new Set(times.map((at) => at.getTime()))].sort((a, b) => a - b);
  const steps = unique.map((time) => ({
    at: new Date(time),
    microUsdPerGpuHour: priceAt(changes, blind, time),
  }));
  return thin(steps);
}

function priceAt(changes: readonly HistoryPoint[], blind: readonly Blindness[], time: number): number | null {
  if (blind.some(({ from, to }) => from.getTime() <= time && time < to.getTime())) return null;
  let held: number | null = null;
  for (const { at, microUsdPerGpuHour } of changes) {
    if (at.getTime() > time) break;
    held = microUsdPerGpuHour;
  }
  return held;
}

function thin(steps: HistoryPoint[]): HistoryPoint[] {
  if (steps.length <= MOST_POINTS) return steps;
  const each = steps.length / MOST_POINTS;
  return Array.from(
    { length: MOST_POINTS },
    (_, slice) => steps[Math.min(steps.length, Math.ceil((slice + 1) * each)) - 1],
  ).filter((step) => step !== undefined);
}
