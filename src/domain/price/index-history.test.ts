import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { changeOf, type IndexPoint, sliceMsOf, slotOf, withGaps } from "./index-history";
import { historyWindowNames, historyWindows } from "./price-history";

const start = Date.parse("2026-11-25T10:00:00Z");
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(start + minutes * MINUTE_MS);
const point = (minutes: number): IndexPoint => ({
  at: at(minutes).toISOString(),
  median: microUsd(2),
  trimmedMean: microUsd(2),
  low: microUsd(1),
  high: microUsd(3),
  sources: 3,
  offers: 9,
});
const minutesOf = (points: readonly IndexPoint[]) =>
  points.map(({ at: instant, median }) => [(Date.parse(instant) - start) / MINUTE_MS, median]);

describe("withGaps", () => {
  it("keeps points that follow closely, and opens a gap where recordings are missing", () => {
    const points = withGaps([point(0), point(15), point(45), point(90)], 15 * MINUTE_MS, at(95));
    expect(minutesOf(points)).toEqual([
      [0, 2],
      [15, 2],
      [45, 2],
      [60, null],
      [90, 2],
    ]);
  });

  it("opens a gap at the end when recording has stopped", () => {
    expect(minutesOf(withGaps([point(0)], 15 * MINUTE_MS, at(60)))).toEqual([
      [0, 2],
      [15, null],
    ]);
    expect(withGaps([], 15 * MINUTE_MS, at(60))).toEqual([]);
  });
});

describe("slices and slots", () => {
  it.each(historyWindowNames)("%s never has more than 500 points, with or without gaps", (window) => {
    const [windowMs, sliceMs] = [historyWindows[window] * 3_600_000, sliceMsOf(window)];
    const slices = windowMs / sliceMs;
    // One point in every third slice is the worst case, because a gap opens only after 2.5 slices.
    expect(slices + 1).toBeLessThanOrEqual(500);
    const withEmptySlices = Array.from({ length: Math.floor(slices / 3) }, (_, slice) => ({
      ...point(0),
      at: new Date(start + slice * 3 * sliceMs).toISOString(),
    }));
    expect(withGaps(withEmptySlices, sliceMs, new Date(start + windowMs)).length).toBeLessThanOrEqual(500);
  });

  it("assigns a late run and a repeated run to the same slot", () => {
    const slot = slotOf(at(3), 15 * MINUTE_MS);
    expect(slot).toEqual(at(0));
    expect(slotOf(at(14.9), 15 * MINUTE_MS)).toEqual(slot);
    expect(slotOf(at(15), 15 * MINUTE_MS)).toEqual(at(15));
  });
});

describe("changeOf", () => {
  it.each([
    [110, 100, 0.1],
    [90, 100, -0.1],
    [100, 100, 0],
    [null, 100, null],
    [100, null, null],
    [100, 0, null],
  ])("from %s, then %s: %s", (now, then, expected) => {
    const change = changeOf(now, then);
    if (expected === null) expect(change).toBeNull();
    else expect(change).toBeCloseTo(expected, 9);
  });
});
