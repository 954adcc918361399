import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastIndex, type HourValue, type IndexForecast, MIN_HOURS } from "./index-forecast";

const HOUR_MS = 3_600_000;
const start = Date.parse("2026-10-01T00:00:00Z");
const WALKS = 40;

/** Reproducible uniform numbers in 0..1 for a seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Approximately normal, mean 0, standard deviation 1. */
const normal = (random: () => number) =>
  Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, 0) - 6;

const series = (hours: number, logAt: (hour: number) => number): HourValue[] =>
  Array.from({ length: hours }, (_, hour) => ({
    at: new Date(start + hour * HOUR_MS),
    microUsdPerGpuHour: 2_000_000 * Math.exp(logAt(hour)),
  }));
const trend = (hours: number, seed = 1) => {
  const random = randomFrom(seed);
  return series(hours, (hour) => -0.001 * hour + 0.003 * normal(random));
};
const walk = (hours: number, seed: number) => {
  const random = randomFrom(seed);
  let log = 0;
  return series(hours, () => {
    log += 0.005 * normal(random);
    return log;
  });
};
const judge = (values: HourValue[]): IndexForecast =>
  forecastIndex(values, new Date((values.at(-1)?.at.getTime() ?? start) + HOUR_MS / 2));

describe("forecastIndex", () => {
  it("is shown for a trend, follows it, and its interval has about the promised coverage", () => {
    const forecast = judge(trend(500));
    if (forecast.verdict !== "shown") throw new Error(forecast.verdict);
    expect(forecast.hours.length).toBe(24);
    const last = forecast.hours.at(-1);
    const truth = 2_000_000 * Math.exp(-0.001 * (499 + 24));
    expect(last?.low).toBeLessThan(truth);
    expect(last?.high).toBeGreaterThan(truth);
    expect(Math.abs((last?.expected ?? 0) / truth - 1)).toBeLessThan(0.01);
    expect(forecast.backTest.relativeError).toBeLessThan(0.5);
    expect(forecast.backTest.coverage).toBeGreaterThan(0.7);
    expect(forecast.backTest.coverage).toBeLessThan(0.9);
    expect(forecast.backTest.origins).toBe(500 - 72 - 24);
    expect(forecast.hours[0]?.at).toBe(new Date(start + 500 * HOUR_MS).toISOString());
  });

  it("is hardly ever shown for a random walk, and states its relative error", () => {
    const answers = Array.from({ length: WALKS }, (_, seed) => judge(walk(400, seed * 77 + 1)));
    expect(answers.filter(({ verdict }) => verdict === "shown").length).toBeLessThanOrEqual(WALKS / 20);
    const first = answers.find((answer) => answer.verdict === "no_better");
    expect(first?.backTest.relativeError).toBeGreaterThan(0.9);
    expect(first?.backTest.lastValueErrorMicroUsd).toBeGreaterThan(0);
  });

  it("is not shown for a constant series, because the last value was never wrong", () => {
    expect(judge(series(400, () => 0))).toMatchObject({
      verdict: "no_better",
      backTest: { lastValueErrorMicroUsd: 0, relativeError: null },
    });
  });

  it.each([0, 1, MIN_HOURS - 1])("is refused as too short for %d hours", (hours) => {
    expect(judge(trend(hours))).toEqual({ verdict: "too_short", hours, needed: MIN_HOURS });
  });

  it("accepts a few gaps and refuses many", () => {
    const values = trend(600);
    const few = values.filter((_, hour) => hour % 10 !== 3);
    const many = values.filter((_, hour) => hour % 3 !== 1);
    expect(judge(few).verdict).toBe("shown");
    expect(judge(many)).toMatchObject({ verdict: "gaps", missing: expect.closeTo(1 / 3, 1) });
  });

  it("uses the last value of each hour", () => {
    const values = trend(400);
    const finer = values.flatMap(({ at, microUsdPerGpuHour }) => [
      { at, microUsdPerGpuHour: 9_000_000 },
      { at: new Date(at.getTime() + 45 * 60_000), microUsdPerGpuHour },
    ]);
    expect(judge(finer)).toEqual(judge(values));
  });

  it("does not start from a value that is several hours old", () => {
    const values = trend(400);
    const later = new Date(start + (399 + 4) * HOUR_MS);
    expect(forecastIndex(values, later)).toMatchObject({ verdict: "not_current" });
  });

  it("is deterministic, and never NaN or negative", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50_000_000 }), { minLength: MIN_HOURS, maxLength: 360 }),
        (prices) => {
          const values = prices.map((microUsdPerGpuHour, hour) => ({
            at: new Date(start + hour * HOUR_MS),
            microUsdPerGpuHour,
          }));
          const forecast = judge(values);
          expect(judge(values)).toEqual(forecast);
          if (forecast.verdict === "shown")
            for (const { low, expected, high } of forecast.hours) {
              expect(low).toBeGreaterThanOrEqual(0);
              expect(low).toBeLessThanOrEqual(expected);
              expect(expected).toBeLessThanOrEqual(high);
            }
        },
      ),
      { numRuns: 15 },
    );
  });
});
