import { describe, expect, it } from "vitest";
import { seededRandom } from "./random";

const draws = (seed: number, count = 1000) => Array.from({ length: count }, seededRandom(seed).next);

describe("seededRandom", () => {
  it("returns the same numbers for the same seed and different numbers for another", () => {
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
  });

  it("is Mulberry32: the published generator's first numbers for seed 0", () => {
    expect(draws(0, 3).map((value) => value * 2 ** 32)).toEqual([1144304738, 1416247, 958946056]);
  });

  it("covers [0, 1)", () => {
    const values = draws(42, 10_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
  });

  it("picks whole numbers within both bounds", () => {
    const random = seededRandom(3);
    const found = new Set(Array.from({ length: 200 }, () => random.whole(2, 4)));
    expect([...found].sort()).toEqual([2, 3, 4]);
  });
});
