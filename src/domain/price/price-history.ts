import { isExactDay } from "@/domain/offer/list-day";

/** The price from `at` on; null = not offered, or not observed. */
export type HistoryPoint = { at: Date; microUsdPerGpuHour: number | null };

/** The value from `at` on; null = no value, or not observed. */
export type Step<Value> = { at: Date; value: Value | null };

/** A period without a successful poll, longer than the polling interval explains: half-open [from, to). */
export type PollingGap = { from: Date; to: Date };

/** How many hours each window reaches back. */
export const historyWindows = { "24h": 24, "7d": 168, "30d": 720, "90d": 2160, "1y": 8760 } as const;
export type HistoryWindow = keyof typeof historyWindows;
/** In the order in which pages list them. */
export const historyWindowNames = [
  "24h",
  "7d",
  "30d",
  "90d",
  "1y",
] as const satisfies readonly HistoryWindow[];

/** Every change is kept for FINE_DAYS, and the last one of each hour for HOURLY_DAYS. */
export const FINE_DAYS = 30;
export const HOURLY_DAYS = 365;

const HOUR_MS = 3_600_000;
const MAX_POINTS = 500;

/** A span of history. An hourly span begins on the hour, because only the last change of each hour is known. */
export type Span = { from: Date; to: Date; isHourly: boolean };

/** The span that a window covers now. */
export function spanOf(window: HistoryWindow, now: Date): Span {
  const hours = historyWindows[window];
  const isHourly = hours > FINE_DAYS * 24;
  const from = now.getTime() - hours * HOUR_MS;
  return { from: new Date(isHourly ? Math.floor(from / HOUR_MS) * HOUR_MS : from), to: now, isHourly };
}

/**
 * The price over a window as steps, with gaps where it was not offered or not observed. A gap is never bridged by a guess.
 *
 * @param changes ascending; the last one before `from`, if any, gives the price at `from`.
 * @param gaps    ascending, not overlapping.
 * @returns ascending, at most 500 points. If there are more, each slice of time keeps its last point and, if it has gaps, its last
 *   gap.
 */
export function stepsOf(
  changes: readonly HistoryPoint[],
  gaps: readonly PollingGap[],
  from: Date,
  to: Date,
): HistoryPoint[] {
  const values = changes.map(({ at, microUsdPerGpuHour }) => ({ at, value: microUsdPerGpuHour }));
  const steps = valueStepsOf({ changes: values, gaps, from, to, isGap: (value) => value === null });
  return steps.map(({ at, value }) => ({ at, microUsdPerGpuHour: value }));
}

type History<Value> = {
  changes: readonly Step<Value>[];
  gaps: readonly PollingGap[];
  from: Date;
  to: Date;
  isGap: (value: Value | null) => boolean;
};

/** Like {@link stepsOf}, for values of any type. */
export function valueStepsOf<Value>({ changes, gaps, from, to, isGap }: History<Value>): Step<Value>[] {
  const edges = gaps.flatMap(({ from: start, to: end }) => [start, end]);
  const times = [from, ...changes.map(({ at }) => at), ...edges, to].map((at) => at.getTime());
  const inside = times.filter((time) => time >= from.getTime() && time <= to.getTime());
  const ascending = [...new Set(inside)].sort((a, b) => a - b);
  return thin(walk(changes, gaps, ascending), isGap);
}

/**
 * The prices of lists as steps. A list states what was asked on its day, not before and not until now: each price holds for the day
 * of its list, and the rest is a gap. A list of which only a span is known stands on no day.
 *
 * @param lists in any order, at most one per day; `listedOn` as in `domain/offer/list-day.ts`.
 */
export function listedStepsOf<Value>(
  lists: readonly { listedOn: string; value: Value }[],
  { from, to }: Pick<Span, "from" | "to">,
): Step<Value>[] {
  const days = lists
    .filter(({ listedOn }) => isExactDay(listedOn))
    .toSorted((a, b) => (a.listedOn < b.listedOn ? -1 : 1));
  const changes = days.flatMap(({ listedOn, value }, place): Step<Value>[] => {
    const at = new Date(listedOn);
    const end = new Date(at.getTime() + 24 * HOUR_MS);
    const next = days[place + 1]?.listedOn;
    const isFollowed = next !== undefined && Date.parse(next) <= end.getTime();
    return [{ at, value }, ...(isFollowed ? [] : [{ at: end, value: null }])];
  });
  return valueStepsOf({ changes, gaps: [], from, to, isGap: (value) => value === null });
}

/** One pass over times, changes and gaps together, all ascending. */
function walk<Value>(
  changes: readonly Step<Value>[],
  gaps: readonly PollingGap[],
  times: number[],
): Step<Value>[] {
  let current: Value | null = null;
  let change = 0;
  let gap = 0;
  return times.map((time) => {
    for (let next = changes[change]; next && next.at.getTime() <= time; next = changes[++change])
      current = next.value;
    while ((gaps[gap]?.to.getTime() ?? Number.POSITIVE_INFINITY) <= time) gap += 1;
    const isUnobserved = (gaps[gap]?.from.getTime() ?? Number.POSITIVE_INFINITY) <= time;
    return { at: new Date(time), value: isUnobserved ? null : current };
  });
}

/** If there are gaps, each slice keeps two points. Otherwise a short gap would vanish between two prices and look bridged. */
function thin<Value>(steps: Step<Value>[], isGap: (value: Value | null) => boolean): Step<Value>[] {
  if (steps.length <= MAX_POINTS) return steps;
  const slices = steps.some(({ value }) => isGap(value)) ? MAX_POINTS / 2 : MAX_POINTS;
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
