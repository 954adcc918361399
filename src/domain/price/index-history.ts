import type { MicroUsd } from "@/domain/money";
import type { HistoryWindow } from "./price-history";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** One recorded index; null figures open a gap: nothing was recorded from here on. */
export type IndexPoint = {
  at: string;
  median: MicroUsd | null;
  trimmedMean: MicroUsd | null;
  low: MicroUsd | null;
  high: MicroUsd | null;
  sources: number;
  offers: number;
};

/** Slices of a window: at most 480 points, and gaps stand in slices without one, so never more than 500 in all. */
const sliceMinutes = { "24h": 3, "7d": 30, "30d": 120, "90d": 360, "1y": 1440 } as const satisfies Record<
  HistoryWindow,
  number
>;

/** Beyond this many missed recordings a line would bridge what nobody saw. */
const STEPS_BRIDGED = 2.5;

/** The slice of time for which the last point stands, in milliseconds. */
export function sliceMsOf(window: HistoryWindow): number {
  return sliceMinutes[window] * MINUTE_MS;
}

/** The start of the slot that an instant lies in: the same for every run within it, so that a slot is recorded once. */
export function slotOf(now: Date, slotMs: number): Date {
  return new Date(Math.floor(now.getTime() / slotMs) * slotMs);
}

/**
 * Opens a gap after each point whose follower, or whose present, is too far away. Points rising in time; nothing is invented
 * for the time between.
 *
 * @param stepMs the distance at which points are expected: of the slice or of the recording, whichever is longer.
 */
export function withGaps(points: readonly IndexPoint[], stepMs: number, now: Date): IndexPoint[] {
  return points.flatMap((point, place) => {
    const atMs = Date.parse(point.at);
    const nextMs = Date.parse(points[place + 1]?.at ?? now.toISOString());
    return nextMs - atMs > stepMs * STEPS_BRIDGED ? [point, gapAt(atMs + stepMs)] : [point];
  });
}

function gapAt(atMs: number): IndexPoint {
  const nothing = { median: null, trimmedMean: null, low: null, high: null };
  return { at: new Date(atMs).toISOString(), ...nothing, sources: 0, offers: 0 };
}

/** How the index is compared with its past: how long ago, and how far from then a recorded point may lie. */
export const changeSpans = {
  day: { agoMs: 24 * HOUR_MS, withinMs: HOUR_MS },
  week: { agoMs: 7 * 24 * HOUR_MS, withinMs: 6 * HOUR_MS },
} as const;

/** Change as a share: 0.05 = 5 % dearer than then; null without one of the two. */
export function changeOf(nowMicroUsd: number | null, thenMicroUsd: number | null): number | null {
  if (nowMicroUsd === null || thenMicroUsd === null || thenMicroUsd === 0) return null;
  return nowMicroUsd / thenMicroUsd - 1;
}
