import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marketIndex, median, microUsdPerMillionTokens, microUsdPerTflopHour, trimmedMean } from "./kpi";
import { microUsd } from "./money";

const points = (...prices: number[]) => prices.map((price) => ({ microUsdPerGpuHour: microUsd(price) }));
const someNumbers = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { minLength: 1, maxLength: 60 });

describe("unit costs", () => {
  it("prices a TFLOP-hour", () => {
    expect(microUsdPerTflopHour(microUsd(3_990_000), 989.4)).toBe(4033);
    expect(microUsdPerTflopHour(microUsd(0), 312)).toBe(0);
  });

  it("prices a million tokens", () => {
    // 2.00 USD an hour at 1,000 tokens a second is 3.6 million tokens for 2.00 USD.
    expect(microUsdPerMillionTokens(microUsd(2_000_000), 1000)).toBe(555_556);
    expect(microUsdPerMillionTokens(microUsd(3_600_000), 1000)).toBe(1_000_000);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a rate of %s", (rate) => {
    expect(() => microUsdPerTflopHour(microUsd(1), rate)).toThrow(/cannot divide/);
    expect(() => microUsdPerMillionTokens(microUsd(1), rate)).toThrow(/cannot divide/);
  });
});

describe("median and trimmed mean", () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1], 5],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
  ])("median of %j is %s", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it.each([
    [[], 0.1, null],
    [[1, 2, 3], 0.1, 2],
    [[1000, 2, 3, 4, 5, 6, 7, 8, 9, 0], 0.1, 5.5],
    [[1, 2, 3, 100], 0.25, 2.5],
    [[1, 5, 100], 0.49, 5],
  ])("trimmed mean of %j by %s is %s", (values, share, expected) => {
    expect(trimmedMean(values, share)).toBe(expected);
  });

  it("refuses what has no answer", () => {
    expect(() => median([1, Number.NaN])).toThrow(/not finite/);
    for (const share of [0.5, -0.1, Number.NaN])
      expect(() => trimmedMean([1, 2], share)).toThrow(/cannot trim/);
  });

  it("leaves its input alone and does not care for its order", () => {
    fc.assert(
      fc.property(someNumbers, (values) => {
        const copy = [...values];
        const reversed = [...values].reverse();
        expect(median(values)).toBe(median(reversed));
        expect(trimmedMean(values, 0.1)).toBe(trimmedMean(reversed, 0.1));
        expect(values).toEqual(copy);
      }),
    );
  });
});

describe("marketIndex", () => {
  it("is null without prices, so that no one shows a zero", () => {
    expect(marketIndex([])).toBeNull();
  });

  it("sums up a market, rounding half-even", () => {
    expect(marketIndex(points(2_690_000, 3_990_000, 3_990_001, 4_500_000))).toEqual({
      median: 3_990_000,
      trimmedMean: 3_792_500,
      low: 2_690_000,
      high: 4_500_000,
      sources: 4,
    });
  });

  it("is moved by one absurd price in ten only at its high end", () => {
    const usual = [10, 11, 12, 13, 14, 15, 16, 17, 18];
    const calm = marketIndex(points(...usual, 19));
    const wild = marketIndex(points(...usual, 19_000_000));
    expect({ ...wild, high: 19 }).toEqual(calm);
  });

  it("keeps low <= median, mean <= high and scales with the market", () => {
    fc.assert(
      fc.property(someNumbers, (prices) => {
        const index = marketIndex(points(...prices));
        const doubled = marketIndex(points(...prices.map((price) => price * 2)));
        if (index === null || doubled === null) throw new Error("an index of some prices is not null");
        expect(index.low).toBeLessThanOrEqual(Math.min(index.median, index.trimmedMean));
        expect(index.high).toBeGreaterThanOrEqual(Math.max(index.median, index.trimmedMean));
        expect(index.sources).toBe(prices.length);
        expect(Math.abs(doubled.median - 2 * index.median)).toBeLessThanOrEqual(1);
        expect(Math.abs(doubled.trimmedMean - 2 * index.trimmedMean)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
