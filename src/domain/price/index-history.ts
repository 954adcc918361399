import type { MicroUsd } from "@/domain/money";
import { BASE_LEVEL, type ChainLevel, membersChanged } from "./chained-index";
import type { HistoryWindow } from "./price-history";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * One recorded GPU index. A null median opens a gap: nothing was recorded from here on. The quartiles, the names of the sources and
 * the chain are also null in points from before they were recorded.
 */
export type IndexPoint = {
  at: string;
  median: MicroUsd | null;
  trimmedMean: MicroUsd | null;
  lowerQuartile: MicroUsd | null;
  upperQuartile: MicroUsd | null;
  low: MicroUsd | null;
  high: MicroUsd | null;
  sources: number;
  offers: number;
  sourceNames: string[] | null;
  chain: ChainLevel | null;
};

/** Length of the slices of each window: at most 480 points. Gaps only occur in slices without a point, so the total stays below 500. */
const sliceMinutes = { "24h": 3, "7d": 30, "30d": 120, "90d": 360, "1y": 1440 } as const satisfies Record<
  HistoryWindow,
  number
>;

/** Two points further apart than this many steps get a gap between them, so that no line covers unobserved time. */
const MAX_STEPS_WITHOUT_GAP = 2.5;

/** Length of the slice of time that its last point represents, in milliseconds. */
export function sliceMsOf(window: HistoryWindow): number {
  return sliceMinutes[window] * MINUTE_MS;
}

/** The start of the slot that contains an instant. All runs within a slot get the same start, so the slot is recorded once. */
export function slotOf(now: Date, slotMs: number): Date {
  return new Date(Math.floor(now.getTime() / slotMs) * slotMs);
}

/**
 * Opens a gap after each point if the next point, or the present, is too far away. Points are ascending in time; no value is
 * invented for the time in between.
 *
 * @param stepMs the expected distance between points: that of slices or that of recordings, whichever is longer.
 */
export function withGaps(points: readonly IndexPoint[], stepMs: number, now: Date): IndexPoint[] {
  return points.flatMap((point, place) => {
    const atMs = Date.parse(point.at);
    const nextMs = Date.parse(points[place + 1]?.at ?? now.toISOString());
    return nextMs - atMs > stepMs * MAX_STEPS_WITHOUT_GAP ? [point, gapAt(atMs + stepMs)] : [point];
  });
}

function gapAt(atMs: number): IndexPoint {
  return {
    at: new Date(atMs).toISOString(),
    median: null,
    trimmedMean: null,
    lowerQuartile: null,
    upperQuartile: null,
    low: null,
    high: null,
    sources: 0,
    offers: 0,
    sourceNames: null,
    chain: null,
  };
}

/** How the index moved within a window: 100 at its first level, or at the first level after the chain began anew. */
export type IndexMove = {
  at: string;
  /** null in a gap. */
  level: number | null;
  /** Sources that came or left since the point before, which may be before a gap. */
  came: string[];
  left: string[];
  /** Number of sources; null in a gap. */
  sources: number | null;
  /** Whether the chain began anew since the point before, so that their levels cannot be compared. */
  isBase: boolean;
};

/** The chained index of these points, which are ascending in time. Points from before the chain was recorded are left out. */
export function indexMoves(points: readonly IndexPoint[]): IndexMove[] {
  let first: ChainLevel | null = null;
  let names: readonly string[] | null = null;
  const moves: IndexMove[] = [];
  for (const { at, median, chain, sources, sourceNames } of points) {
    if (median === null) {
      if (moves.length > 0) moves.push({ at, level: null, came: [], left: [], sources: null, isBase: false });
      continue;
    }
    if (chain === null || sourceNames === null) continue;
    const isBase: boolean = first !== null && first.basedAt !== chain.basedAt;
    if (first === null || isBase) first = chain;
    const changed = membersChanged(names ?? sourceNames, sourceNames);
    moves.push({ at, level: (chain.level / first.level) * BASE_LEVEL, ...changed, sources, isBase });
    names = sourceNames;
  }
  return moves;
}

/** Spans for comparing the GPU index with its past: how long ago, and how far from that instant a recorded point may be. */
export const changeSpans = {
  now: { agoMs: 0, withinMs: HOUR_MS },
  day: { agoMs: 24 * HOUR_MS, withinMs: HOUR_MS },
  week: { agoMs: 7 * 24 * HOUR_MS, withinMs: 6 * HOUR_MS },
} as const;
