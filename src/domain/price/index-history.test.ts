import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { type IndexPoint, indexMoves, sliceMsOf, slotOf, withGaps } from "./index-history";
import { historyWindowNames, historyWindows } from "./price-history";

const start = Date.parse("2026-11-25T10:00:00Z");
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(start + minutes * MINUTE_MS);
const point = (minutes: number): IndexPoint => ({
  at: at(minutes).toISOString(),
  median: microUsd(2),
  trimmedMean: microUsd(2),
  lowerQuartile: microUsd(1),
  upperQuartile: microUsd(3),
  low: microUsd(1),
  high: microUsd(3),
  sources: 3,
  offers: 9,
  sourceNames: ["aws", "azure", "vultr"],
  chain: { level: 120, basedAt: "2026-11-01T00:00:00.000Z" },
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

describe("indexMoves", () => {
  const basedAt = "2026-11-01T00:00:00.000Z";
  const chained = (
    minutes: number,
    level: number,
    sourceNames: string[],
    more: Partial<IndexPoint> = {},
  ) => ({
    ...point(minutes),
    sources: sourceNames.length,
    sourceNames,
    chain: { level, basedAt },
    ...more,
  });

  it("is 100 at the first level of the window and says who came and left, across a gap as well", () => {
    const points = [
      { ...point(-15), chain: null, sourceNames: null },
      chained(0, 120, ["aws", "azure", "lambda"]),
      chained(15, 126, ["aws", "azure", "lambda", "vultr"]),
      chained(90, 114, ["aws", "lambda", "vultr"]),
    ];
    expect(indexMoves(withGaps(points, 15 * MINUTE_MS, at(95)))).toEqual([
      { at: at(0).toISOString(), level: 100, came: [], left: [], sources: 3, isBase: false },
      { at: at(15).toISOString(), level: 105, came: ["vultr"], left: [], sources: 4, isBase: false },
      { at: at(30).toISOString(), level: null, came: [], left: [], sources: null, isBase: false },
      { at: at(90).toISOString(), level: 95, came: [], left: ["azure"], sources: 3, isBase: false },
    ]);
  });

  it("is 100 again where the chain began anew", () => {
    const anew = { chain: { level: 100, basedAt: at(15).toISOString() } };
    const moves = indexMoves([chained(0, 120, ["aws"]), chained(15, 100, ["vultr"], anew)]);
    expect(moves.map(({ level, isBase }) => [level, isBase])).toEqual([
      [100, false],
      [100, true],
    ]);
  });
});
