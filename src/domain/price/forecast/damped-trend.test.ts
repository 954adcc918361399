import { describe, expect, it } from "vitest";
import { dampedTrend } from "./damped-trend";

const last = (values: readonly number[]) => {
  const forecaster = dampedTrend(Float64Array.from(values)).at(-1);
  if (!forecaster) throw new Error("no series");
  return forecaster;
};

describe("dampedTrend", () => {
  it("forecasts the only value of a series at every horizon", () => {
    expect([1, 2, 24].map(last([7]))).toEqual([7, 7, 7]);
  });

  it("forecasts a constant series as constant", () => {
    expect([1, 24].map(last([3, 3, 3, 3, 3]))).toEqual([3, 3]);
  });

  it("returns one forecaster per index, which uses only values known at that index", () => {
    const rising = Float64Array.from({ length: 200 }, (_, index) => index);
    const forecasters = dampedTrend(rising);
    const known = dampedTrend(rising.slice(0, 100));
    expect(forecasters).toHaveLength(200);
    expect(forecasters[99]?.(5)).toBe(known[99]?.(5));
  });

  it("follows a line with a fading trend: each step is shorter than the one before", () => {
    const forecaster = last(Array.from({ length: 400 }, (_, index) => 10 + index / 10));
    const ahead = Array.from({ length: 25 }, (_, step) => (step === 0 ? 49.9 : forecaster(step)));
    const steps = ahead.slice(1).map((value, place) => value - (ahead[place] ?? 0));
    expect(forecaster(1)).toBeCloseTo(50, 1);
    for (const [place, step] of steps.slice(2).entries()) {
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(steps[place + 1] ?? 0);
    }
    // The candidates damp the trend by at most 10 % and at least 0.5 % per step.
    expect((steps[20] ?? 0) / (steps[19] ?? 1)).toBeGreaterThanOrEqual(0.9);
    expect((steps[20] ?? 0) / (steps[19] ?? 1)).toBeLessThanOrEqual(0.995 + 1e-9);
  });

  it("treats a missing value as if the expected value had occurred", () => {
    const line = Array.from({ length: 60 }, (_, index) => index);
    const withoutGap = last(line);
    expect(last([...line, Number.NaN])(1)).toBeCloseTo(withoutGap(2), 9);
    expect(last([...line, Number.NaN, Number.NaN])(3)).toBeCloseTo(withoutGap(5), 9);
  });
});
