import { describe, expect, it } from "vitest";
import type { Forecaster } from "./damped-trend";
import { backTest } from "./forecast-back-test";

const logsOf = (values: readonly number[]) => Float64Array.from(values, Math.log);
const always = (values: readonly number[], forecast: number): Forecaster[] =>
  values.map(() => () => Math.log(forecast));
const figuresOf = (values: readonly number[], forecasters: Forecaster[], horizon = 1) =>
  backTest({ logs: logsOf(values), forecasters, learning: 1, horizon, level: 0.8 }).figures;

describe("backTest", () => {
  it("compares forecasts and the last value with the outcomes", () => {
    // The origins at 200 and 400 forecast 300, which is off by 100 and 300 from the outcomes 400 and 600.
    const values = [100, 200, 400, 600];
    expect(figuresOf(values, always(values, 300))).toEqual({
      origins: 2,
      meanErrorMicroUsd: 200,
      lastValueErrorMicroUsd: 200,
      relativeError: expect.closeTo(1, 12),
      // Blocks of one origin: gains of 200 - 100 and 200 - 300.
      gainT: expect.closeTo(0, 12),
      coverage: null,
    });
  });

  it("averages over the whole horizon, and counts each origin once", () => {
    const values = [100, 100, 110, 130];
    // One origin with two outcomes: the forecast of 120 is off by 10 and 10, the last value by 10 and 30.
    const figures = figuresOf(values, always(values, 120), 2);
    expect(figures).toMatchObject({ origins: 1, meanErrorMicroUsd: 10, lastValueErrorMicroUsd: 20 });
    expect(figures.relativeError).toBeCloseTo(0.5, 12);
    expect(figures.gainT).toBeNull();
  });

  it("expresses the gain in standard errors of its blocks", () => {
    // The last value is off by 10, 20, 10, 20 and the forecast never: mean 15, deviation 5.77, error of the mean 2.89.
    const values = [100, 100, 110, 130, 140, 160];
    const perfect = values.map((_, origin) => (step: number) => Math.log(values[origin + step] ?? 0));
    expect(figuresOf(values, perfect).gainT).toBeCloseTo(15 / Math.sqrt(100 / 3 / 4), 6);
  });

  it("returns null for comparisons if the last value was never wrong", () => {
    const values = [5, 5, 5, 5];
    expect(figuresOf(values, always(values, 6))).toMatchObject({ relativeError: null, gainT: null });
    expect(figuresOf([5], always([5], 5))).toMatchObject({
      origins: 0,
      meanErrorMicroUsd: 0,
      relativeError: null,
    });
  });

  it("uses a missing hour neither as an origin nor as an outcome", () => {
    const values = [100, 200, Number.NaN, 400, 500];
    const figures = figuresOf(values, always(values, 400));
    // 200 has no outcome, the missing hour is no origin, and the outcome of 400 is 500.
    expect(figures).toMatchObject({ origins: 1, meanErrorMicroUsd: 100, lastValueErrorMicroUsd: 100 });
  });

  it("counts the outcomes inside an interval that uses only earlier residuals", () => {
    // Off by 1 % each time except the last: the interval contains those outcomes, but not the jump of 50 %.
    const values = Array.from({ length: 60 }, () => 100);
    values[59] = 150;
    const figures = figuresOf(values, always(values, 101));
    expect(figures.origins).toBe(58);
    expect(figures.coverage).toBeGreaterThan(0.9);
    expect(figures.coverage).toBeLessThan(1);
  });
});
