/** From `at` on the price was this; null = not offered, or nobody looked. */
export type HistoryPoint = { at: Date; microUsdPerGpuHour: number | null };

/** From `at` on this held; null = nothing did, or nobody looked. */
export type Step<Value> = { at: Date; value: Value | null };

/** A time in which no poll succeeded for longer than its rhythm explains: half-open [from, to). */
export type Blindness = { from: Date; to: Date };

/** Hours that each window reaches back. */
export const historyWindows = { "24h": 24, "7d": 168, "30d": 720, "90d": 2160, "1y": 8760 } as const;
export type HistoryWindow = keyof typeof historyWindows;
/** In the order of the switch. */
export const historyWindowNames = [
  "24h",
  "7d",
  "30d",
  "90d",
  "1y",
] as const satisfies readonly HistoryWindow[];

/** Every change is kept for this long; of older ones the last of each hour, for HOURLY_DAYS. */
export const FINE_DAYS = 30;
export const HOURLY_DAYS = 365;

const HOUR_MS = 3_600_000;
const MOST_POINTS = 500;

/** A stretch of history. An hourly one begins on the hour, since of each hour only its last change is known. */
export type Span = { from: Date; to: Date; isHourly: boolean };

/** The stretch that a window means at this moment. */
export function spanOf(window: HistoryWindow, now: Date): Span {
  const hours = historyWindows[window];
  const isHourly = hours > FINE_DAYS * 24;
  const from = now.getTime() - hours * HOUR_MS;
  return { from: new Date(isHourly ? Math.floor(from / HOUR_MS) * HOUR_MS : from), to: now, isHourly };
}

/**
 * The price over a window as steps, with gaps where it was not offered or not watched: a gap is never bridged by a guess.
 *
 * @param changes ascending; the last one before `from`, if there is one, gives the price at `from`.
 * @param blind   ascending, not overlapping.
 * @returns ascending, at most 500 points; where there are more, the last of each slice of time stands for it, and the last of
 *   its gaps beside it.
 */
export function stepsOf(
  changes: readonly HistoryPoint[],
  blind: readonly Blindness[],
  from: Date,
  to: Date,
): HistoryPoint[] {
  const values = changes.map(({ at, microUsdPerGpuHour }) => ({ at, value: microUsdPerGpuHour }));
  const steps = valueStepsOf({ changes: values, blind, from, to, isGap: (value) => value === null });
  return steps.map(({ at, value }) => ({ at, microUsdPerGpuHour: value }));
}

type Course<Value> = {
  changes: readonly Step<Value>[];
  blind: readonly Blindness[];
  from: Date;
  to: Date;
  isGap: (value: Value | null) => boolean;
};

/** As {@link stepsOf}, of whatever is known from a moment on. */
export function valueStepsOf<Value>({ changes, blind, from, to, isGap }: Course<Value>): Step<Value>[] {
  const edges = blind.flatMap(({ from: start, to: end }) => [start, end]);
  const times = [from, ...changes.map(({ at }) => at), ...edges, to].map((at) => at.getTime());
  const inside = times.filter((time) => time >= from.getTime() && time <= to.getTime());
  const ascending = [...new Set(inside)].sort((a, b) => a - b);
  return thin(walk(changes, blind, ascending), isGap);
}

/** One pass over times, changes and blindness together, all ascending. */
function walk<Value>(
  changes: readonly Step<Value>[],
  blind: readonly Blindness[],
  times: number[],
): Step<Value>[] {
  let held: Value | null = null;
  let change = 0;
  let gap = 0;
  return times.map((time) => {
    for (let next = changes[change]; next && next.at.getTime() <= time; next = changes[++change])
      held = next.value;
    while ((blind[gap]?.to.getTime() ?? Number.POSITIVE_INFINITY) <= time) gap += 1;
    const isBlind = (blind[gap]?.from.getTime() ?? Number.POSITIVE_INFINITY) <= time;
    return { at: new Date(time), value: isBlind ? null : held };
  });
}

/** With gaps two points stand for a slice, or a short gap would vanish between two prices and look bridged. */
function thin<Value>(steps: Step<Value>[], isGap: (value: Value | null) => boolean): Step<Value>[] {
  if (steps.length <= MOST_POINTS) return steps;
  const slices = steps.some(({ value }) => isGap(value)) ? MOST_POINTS / 2 : MOST_POINTS;
  const each = steps.length / slices;
  return Array.from({ length: slices }, (_, slice) => {
    const within = steps.slice(Math.ceil(slice * each), Math.ceil((slice + 1) * each));
    const last = within.at(-1);
    const gap = within.findLast(({ value }) => isGap(value));
    return gap === last ? [last] : [gap, last];
  })
    .flat()
    .filter((step) => step !== undefined);
}
