import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCriterion, rankUtilities, scoreOf } from "./ranking";
import { criterionIds, presets, type Weights } from "./ranking-criteria";
import { compareOffers, contributionsOf, dominatedBy, dominatorOf } from "./ranking-explanation";

const utility = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
const row = fc.array(utility, { minLength: 6, maxLength: 6 });
const weightRow = fc
  .array(fc.constantFrom(0, 0.1, 0.3, 1), { minLength: 6, maxLength: 6 })
  .filter((list) => list.some((weight) => weight > 0))
  .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));

const columnsOf = (list: number[][]) =>
  criterionIds.map((_, index) => Float64Array.from(list, (values) => values[index] ?? 0));

describe("contributionsOf", () => {
  it("adds up to the closeness, with 0 for a criterion without weight or utility", () => {
    fc.assert(
      fc.property(row, weightRow, (values, weights) => {
        const parts = contributionsOf(values, weights);
        const sum = criterionIds.reduce((total, id) => total + parts[id], 0);
        expect(Math.abs(sum - scoreOf(values, weights))).toBeLessThan(1e-12);
        criterionIds.forEach((id, index) => {
          if (weights[id] === 0 || values[index] === 0) expect(parts[id]).toBe(0);
        });
      }),
    );
  });

  it("divides the closeness by the square of weight times utility", () => {
    const weights = eachCriterion((id) => (id === "price" ? 2 : id === "vram" ? 1 : 0));
    const parts = contributionsOf([0.5, 0.5, 1, 1, 1, 1], weights);
    expect(parts.price).toBeCloseTo(0.4, 12);
    expect(parts.vram).toBeCloseTo(0.1, 12);
  });
});

it("compareOffers names the criteria where the first offer gains most and loses most", () => {
  const { closenessGap, strongest, weakest } = compareOffers(
    [0.9, 0.5, 0.5, 0.5, 1, 0.5],
    [0.5, 0.5, 0.9, 0.5, 1, 0.5],
    presets.balanced,
  );
  expect(strongest.criterion).toBe("price");
  expect(strongest.difference).toBeGreaterThan(0);
  expect(weakest.criterion).toBe("throughput");
  expect(weakest.difference).toBeLessThan(0);
  expect(closenessGap).toBeGreaterThan(0);
});

describe("dominance", () => {
  it("dominatorOf finds the first candidate that is never worse and better on one criterion", () => {
    expect(
      dominatorOf(
        [1, 2],
        [
          [1, 2],
          [0, 9],
          [1, 3],
          [2, 3],
        ],
      ),
    ).toBe(2);
    expect(
      dominatorOf(
        [1, 2],
        [
          [1, 2],
          [0, 9],
        ],
      ),
    ).toBe(-1);
  });

  it("dominatedBy finds a dominator wherever one exists among all rows, and only then", () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, weightRow, (list, weights) => {
        const columns = columnsOf(list);
        const { rank } = rankUtilities(columns, weights);
        const found = dominatedBy(columns, rank, [...list.keys()]);
        list.forEach((values, index) => {
          const dominator = found[index] ?? -2;
          expect(dominator === -1).toBe(dominatorOf(values, list) === -1);
          if (dominator >= 0) expect(dominatorOf(values, [list[dominator] ?? []])).toBe(0);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("includes criteria of weight zero, so a row can be dominated by one with the same score", () => {
    const columns = columnsOf([
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.6],
    ]);
    const { rank } = rankUtilities(columns, { ...presets.balanced, reliability: 0 });
    expect([...rank]).toEqual([1, 1]);
    expect([...dominatedBy(columns, rank, [0, 1])]).toEqual([1, -1]);
  });
});
