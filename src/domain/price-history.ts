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
  const times = [from, ...changes.map(({ at }) => at), ...edges, to].map((at) => at.getTime());
  const inside = times.filter((time) => time >= from.getTime() && time <= to.getTime());
  const ascending = [...new Set(inside)].sort((a, b) => a - b);
  return thin(walk(changes, blind, ascending));
}

/** One pass over times, changes and blindness together, all ascending. */
function walk(
  changes: readonly HistoryPoint[],
  blind: readonly Blindness[],
  times: number[],
): HistoryPoint[] {
  let held: number | null = null;
  let change = 0;
  let gap = 0;
  return times.map((time) => {
    for (let next = changes[change]; next && next.at.getTime() <= time; next = changes[++change])
      held = next.microUsdPerGpuHour;
    while ((blind[gap]?.to.getTime() ?? Number.POSITIVE_INFINITY) <= time) gap += 1;
    const isBlind = (blind[gap]?.from.getTime() ?? Number.POSITIVE_INFINITY) <= time;
    return { at: new Date(time), microUsdPerGpuHour: isBlind ? null : held };
  });
}

function thin(steps: HistoryPoint[]): HistoryPoint[] {
  if (steps.length <= MOST_POINTS) return steps;
  const each = steps.length / MOST_POINTS;
  return Array.from(
    { length: MOST_POINTS },
    (_, slice) => steps[Math.min(steps.length, Math.ceil((slice + 1) * each)) - 1],
  ).filter((step) => step !== undefined);
}
