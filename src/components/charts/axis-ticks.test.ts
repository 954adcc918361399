import { describe, expect, it } from "vitest";
import { logTicks, timeTicks, valueTicks } from "./axis-ticks";

const at = (text: string) => Date.parse(`${text}Z`);

describe("timeTicks", () => {
  it("gives round UTC times", () => {
    const ticks = timeTicks(at("2026-11-23T05:17:31"), at("2026-11-24T05:17:31"), 6);
    expect(ticks.map((tick) => new Date(tick).toISOString().slice(5, 16))).toEqual([
      "11-23T06:00",
      "11-23T12:00",
      "11-23T18:00",
      "11-24T00:00",
    ]);
  });

  it.each([3, 30, 200, 1440, 10_080, 43_200, 129_600, 525_600])(
    "never exceeds the requested number over %d minutes",
    (minutes) => {
      const from = at("2026-11-23T05:17:31");
      const ticks = timeTicks(from, from + minutes * 60_000, 6);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
    },
  );
});

describe("valueTicks", () => {
  it("encloses the range in round values", () => {
    expect(valueTicks(2.05, 2.31, 4)).toEqual([2, 2.1, 2.2, 2.3, 2.4]);
  });

  it("gives a flat line space on both sides", () => {
    const ticks = valueTicks(2.19, 2.19, 4);
    expect(ticks.at(0)).toBeLessThan(2.19);
    expect(ticks.at(-1)).toBeGreaterThan(2.19);
  });

  it.each([
    [0, 0],
    [0, 3],
    [0.000_05, 0.000_06],
    [120, 121],
  ])("encloses %d..%d and never goes below zero", (low, high) => {
    const ticks = valueTicks(low, high, 4);
    expect(ticks.at(0)).toBeGreaterThanOrEqual(0);
    expect(ticks.at(0)).toBeLessThanOrEqual(low);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });
});

describe("logTicks", () => {
  it("uses 1, 2 and 5 in a short range and powers of ten in a long one", () => {
    expect(logTicks(80, 1200, 7)).toEqual([100, 200, 500, 1000]);
    expect(logTicks(1, 1e6, 7)).toEqual([1, 10, 100, 1000, 1e4, 1e5, 1e6]);
  });

  it.each([
    [0.002, 0.003],
    [1e3, 1e11],
    [7, 7e12],
    [0.5, 80],
  ])("never exceeds the requested number in %d..%d and stays inside the range", (low, high) => {
    const ticks = logTicks(low, high, 7);
    expect(ticks.length).toBeLessThanOrEqual(7);
    for (const tick of ticks) expect(tick >= low && tick <= high).toBe(true);
  });
});
