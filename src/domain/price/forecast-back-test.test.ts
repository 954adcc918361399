import { describe, expect, it } from "vitest";
import type { Forecaster } from "./damped-trend";
import { backTest } from "./forecast-back-test";

const logsOf = (values: readonly number[]) => Float64Array.from(values, Math.log);
const always = (values: readonly number[], said: number): Forecaster[] =>
  values.map(() => () => Math.log(said));
const figuresOf = (values: readonly number[], forecasters: Forecaster[], horizon = 1) =>
  backTest({ logs: logsOf(values), forecasters, learning: 1, horizon, level: 0.8 }).figures;

describe("backTest", () => {
  it("holds what was said against what came, beside the last value", () => {
    // Origins at 200 and 400 say 300: off by 100 and by 300 where 200 -> 400 and 400 -> 600 came.
    const values = [100, 200, 400, 600];
    expect(figuresOf(values, always(values, 300))).toEqual({
      origins: 2,
      meanErrorMicroUsd: 200,
      lastValueErrorMicroUsd: 200,
      relativeError: expect.closeTo(1, 12),
      // Blocks of one: gains of 200 - 100 and 200 - 300.
      gainT: expect.closeTo(0, 12),
      coverage: null,
    });
  });

  it("averages over the whole horizon, and each origin once", () => {
    const values = [100, 100, 110, 130];
    // One origin with two outcomes: we say 120, off by 10 and 10; the last value by 10 and 30.
    const figures = figuresOf(values, always(values, 120), 2);
    expect(figures).toMatchObject({ origins: 1, meanErrorMicroUsd: 10, lastValueErrorMicroUsd: 20 });
    expect(figures.relativeError).toBeCloseTo(0.5, 12);
    expect(figures.gainT).toBeNull();
  });

  it("counts the gain in standard errors of its blocks", () => {
    // The last value errs by 10, 20, 10, 20 and we never do: mean 15, deviation 5.77, error of the mean 2.89.
    const values = [100, 100, 110, 130, 140, 160];
    const knowing = values.map((_, origin) => (step: number) => Math.log(values[origin + step] ?? 0));
    expect(figuresOf(values, knowing).gainT).toBeCloseTo(15 / Math.sqrt(100 / 3 / 4), 6);
  });

  it("has nothing to compare where the last value was never wrong", () => {
    const values = [5, 5, 5, 5];
    expect(figuresOf(values, always(values, 6))).toMatchObject({ relativeError: null, gainT: null });
    expect(figuresOf([5], always([5], 5))).toMatchObject({
      origins: 0,
      meanErrorMicroUsd: 0,
      relativeError: null,
    });
  });

  it("takes a missing hour neither for an origin nor for an outcome", () => {
    const values = [100, 200, Number.NaN, 400, 500];
    const figures = figuresOf(values, always(values, 400));
    // 200 met nothing, the missing hour is no origin, 400 met 500.
    expect(figures).toMatchObject({ origins: 1, meanErrorMicroUsd: 100, lastValueErrorMicroUsd: 100 });
  });

  it("counts how much came inside an interval of what was known before", () => {
    // Off by 1 % each time but the last: the interval holds them, and not the 50 %.
    const values = Array.from({ length: 60 }, () => 100);
    values[59] = 150;
    const figures = figuresOf(values, always(values, 101));
    expect(figures.origins).toBe(58);
    expect(figures.coverage).toBeGreaterThan(0.9);
    expect(figures.coverage).toBeLessThan(1);
  });
});
