import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  weightedMedian,
  weightedMedianDistance,
  weightedQuantile,
  weightedTrimmedMean,
} from "./weighted-statistics";

const even = (...values: number[]) => ({ values, weights: values.map(() => 1) });
const pairs = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 90_000_000 }), fc.double({ min: 0.001, max: 1, noNaN: true })),
  { minLength: 1, maxLength: 60 },
);
const sortedOf = (some: [number, number][]) => {
  const rising = [...some].sort(([a], [b]) => a - b);
  return { values: rising.map(([value]) => value), weights: rising.map(([, weight]) => weight) };
};

describe("weightedMedian", () => {
  it.each([
    [even(), null],
    [even(7), 7],
    [even(1, 9), 5],
    [even(9, 10, 100), 10],
    [even(1, 2, 3, 4), 2.5],
    [{ values: [1, 2, 3], weights: [1, 1, 5] }, 3],
    [{ values: [1, 2, 3], weights: [5, 1, 1] }, 1],
    [{ values: [1, 2, 3], weights: [2, 1, 1] }, 1.5],
    [{ values: [1, 2], weights: [0.1, 0.2] }, 2],
  ])("of %j is %s", (sorted, expected) => {
    expect(weightedMedian(sorted)).toBe(expected);
  });

  it("finds the middle of weights that do not add up exactly", () => {
    const third = 1 / 3;
    expect(weightedMedian({ values: [1, 2, 3, 4], weights: [third, third, third, third] })).toBe(2.5);
  });

  it("does not depend on splitting a value's weight among equal values, or on scaling the weights", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), (some, times) => {
        const sorted = sortedOf(some);
        const split = sortedOf(
          some.flatMap(([value, weight]) =>
            Array.from({ length: times }, (): [number, number] => [value, weight / times]),
          ),
        );
        const scaled = { ...sorted, weights: sorted.weights.map((weight) => weight * 4) };
        expect(weightedMedian(split)).toBeCloseTo(weightedMedian(sorted) ?? 0, 3);
        expect(weightedMedian(scaled)).toBe(weightedMedian(sorted));
      }),
    );
  });

  it.each([
    [{ values: [2, 1], weights: [1, 1] }],
    [{ values: [1, Number.NaN], weights: [1, 1] }],
    [{ values: [1], weights: [0] }],
    [{ values: [1], weights: [Number.NaN] }],
    [{ values: [1], weights: [] }],
  ])("refuses %j", (sorted) => {
    expect(() => weightedMedian(sorted)).toThrow();
  });
});

describe("weightedQuantile", () => {
  it.each([
    [even(), 0.25, null],
    [even(7), 0.25, 7],
    [even(1, 2, 3, 4), 0.25, 1.5],
    [even(1, 2, 3, 4), 0.75, 3.5],
    [even(1, 2, 3), 0.25, 1],
    [even(1, 2, 3), 0.75, 3],
    [{ values: [1, 2, 100], weights: [1, 5, 1] }, 0.75, 2],
  ])("of %j at %s is %s", (sorted, share, expected) => {
    expect(weightedQuantile(sorted, share)).toBe(expected);
  });

  it("rises with the share, from values in numbers of either kind", () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.01, max: 0.49, noNaN: true }), (some, share) => {
        const sorted = sortedOf(some);
        const typed = {
          values: Float64Array.from(sorted.values),
          weights: Float64Array.from(sorted.weights),
        };
        const [low, middle, high] = [share, 0.5, 1 - share].map((one) => weightedQuantile(typed, one) ?? 0);
        expect(low).toBeLessThanOrEqual(middle ?? 0);
        expect(middle).toBeLessThanOrEqual(high ?? 0);
        expect(middle).toBe(weightedMedian(sorted));
      }),
    );
  });

  it.each([0, 1, -0.1, Number.NaN])("refuses the share %s", (share) => {
    expect(() => weightedQuantile(even(1, 2), share)).toThrow(/no quantile/);
  });
});

describe("weightedTrimmedMean", () => {
  it.each([
    [even(), 0.1, null],
    [even(1, 2, 3), 0, 2],
    [even(0, 2, 3, 4, 5, 6, 7, 8, 9, 1000), 0.1, 5.5],
    [even(1, 2, 3, 100), 0.25, 2.5],
    // A tenth of 3 values is three tenths of one, so each end counts with 0.7.
    [even(0, 5, 10), 0.1, 5],
    [{ values: [1, 100], weights: [9, 1] }, 0.1, 1],
  ])("of %j with %s trimmed at each end is %s", (sorted, share, expected) => {
    const mean = weightedTrimmedMean(sorted, share);
    if (expected === null) expect(mean).toBeNull();
    else expect(mean).toBeCloseTo(expected, 9);
  });

  it("is finite and within the values for any share", () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0, max: 0.499, noNaN: true }), (some, share) => {
        const sorted = sortedOf(some);
        const mean = weightedTrimmedMean(sorted, share) ?? Number.NaN;
        expect(mean).toBeGreaterThanOrEqual((sorted.values[0] ?? 0) * (1 - 1e-9));
        expect(mean).toBeLessThanOrEqual((sorted.values.at(-1) ?? 0) * (1 + 1e-9));
      }),
    );
  });

  it.each([0.5, -0.1, Number.NaN])("refuses to trim %s", (share) => {
    expect(() => weightedTrimmedMean(even(1, 2), share)).toThrow(/cannot trim/);
  });
});

describe("weightedMedianDistance", () => {
  it.each([
    [even(1, 2, 3, 4, 100), 3, 1],
    [even(5, 5, 5), 5, 0],
    [{ values: [1, 2, 10], weights: [1, 1, 5] }, 10, 0],
    [even(), 1, null],
  ])("of %j to %s is %s", (sorted, centre, expected) => {
    expect(weightedMedianDistance(sorted, centre)).toBe(expected);
  });

  it("equals the median of the sorted distances", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 0, max: 100_000_000 }), (some, centre) => {
        const distances = sortedOf(
          some.map(([value, weight]): [number, number] => [Math.abs(value - centre), weight]),
        );
        expect(weightedMedianDistance(sortedOf(some), centre)).toBeCloseTo(
          weightedMedian(distances) ?? Number.NaN,
          3,
        );
      }),
    );
  });
});
