import type { MicroUsd } from "@/domain/money";
import type { HistoryWindow } from "./price-history";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** One recorded GPU index. Null figures open a gap: nothing was recorded from here on. */
export type IndexPoint = {
  at: string;
  median: MicroUsd | null;
  trimmedMean: MicroUsd | null;
  low: MicroUsd | null;
  high: MicroUsd | null;
  sources: number;
  offers: number;
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
  const nothing = { median: null, trimmedMean: null, low: null, high: null };
  return { at: new Date(atMs).toISOString(), ...nothing, sources: 0, offers: 0 };
}

/** Spans for comparing the GPU index with its past: how long ago, and how far from that instant a recorded point may be. */
export const changeSpans = {
  day: { agoMs: 24 * HOUR_MS, withinMs: HOUR_MS },
  week: { agoMs: 7 * 24 * HOUR_MS, withinMs: 6 * HOUR_MS },
} as const;

/** Change as a share: 0.05 = 5 % more expensive than then; null if one of the two is missing. */
export function changeOf(nowMicroUsd: number | null, thenMicroUsd: number | null): number | null {
  if (nowMicroUsd === null || thenMicroUsd === null || thenMicroUsd === 0) return null;
  return nowMicroUsd / thenMicroUsd - 1;
}
