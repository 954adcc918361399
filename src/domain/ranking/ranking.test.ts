import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCriterion } from "./each-criterion";
import { normalizeWeights, rankScores, rankUtilities, reweighted, scoreOf } from "./ranking";
import { criterionIds, presets, type Weights } from "./ranking-criteria";

const utility = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
const row = fc.array(utility, { minLength: 6, maxLength: 6 });
const rows = fc.array(row, { minLength: 1, maxLength: 15 });
const weightRow = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1, noNaN: true })), {
    minLength: 6,
    maxLength: 6,
  })
  .filter((list) => list.some((weight) => weight > 0))
  .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));

const columnsOf = (list: number[][]) =>
  criterionIds.map((_, index) => Float64Array.from(list, (values) => values[index] ?? 0));
const sumOf = (weights: Weights) => criterionIds.reduce((sum, id) => sum + weights[id], 0);

describe("rankUtilities", () => {
  it("scoreOf gives a single offer exactly the score that it has among others", () => {
    fc.assert(
      fc.property(rows, weightRow, (list, weights) => {
        const { closeness } = rankUtilities(columnsOf(list), weights);
        expect(list.map((values) => scoreOf(values, weights))).toEqual([...closeness]);
      }),
    );
  });

  it("never reorders the other offers when one disappears", () => {
    fc.assert(
      fc.property(rows, weightRow, fc.nat(), (list, weights, seed) => {
        const gone = seed % list.length;
        const without = rankUtilities(columnsOf(list.filter((_, index) => index !== gone)), weights);
        const order = [...rankUtilities(columnsOf(list), weights).order].filter((index) => index !== gone);
        expect([...without.order]).toEqual(order.map((index) => (index > gone ? index - 1 : index)));
      }),
    );
  });

  it("returns 1 at the best of every criterion and 0 at the worst, whatever the weights", () => {
    expect(scoreOf([1, 1, 1, 1, 1, 1], presets.training)).toBe(1);
    expect(scoreOf([0, 0, 0, 0, 0, 0], presets.training)).toBe(0);
    expect(scoreOf([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], presets.cheapest)).toBe(0.5);
  });

  it("refuses columns that are not one per criterion", () => {
    expect(() => rankUtilities([Float64Array.of(1)], presets.balanced)).toThrow(/1 columns but 6 weights/);
  });
});

describe("rankScores", () => {
  const flagged = rows.chain((list) =>
    fc.tuple(fc.constant(list), fc.array(fc.boolean(), { minLength: list.length, maxLength: list.length })),
  );

  it("puts rows that are history after all others and changes no order among the rest", () => {
    fc.assert(
      fc.property(flagged, weightRow, ([list, flags], weights) => {
        const isPast = Uint8Array.from(flags, Number);
        const plain = rankUtilities(columnsOf(list), weights);
        const ranked = rankScores(plain.closeness, isPast);
        const wanted = (past: boolean) => [...plain.order].filter((row) => flags[row] === past);
        expect([...ranked.order]).toEqual([...wanted(false), ...wanted(true)]);
        const current = flags.filter((flag) => !flag).length;
        flags.forEach((flag, row) => {
          if (flag) expect(ranked.rank[row]).toBeGreaterThan(current);
          else expect(ranked.rank[row]).toBeLessThanOrEqual(current);
        });
      }),
    );
  });

  it("is the plain ranking when none is history", () => {
    const columns = columnsOf([[0.1, 0.5, 0.5, 0.5, 0.5, 0.5]]);
    const { closeness, order, rank } = rankUtilities(columns, presets.balanced);
    expect(rankScores(closeness, null)).toEqual({ order, rank });
  });
});

describe("weights", () => {
  it("are scaled to sum 1 in their proportions, even if their sum overflows", () => {
    const scaled = normalizeWeights(eachCriterion((id) => (id === "price" ? 2 : 1)));
    expect(sumOf(scaled)).toBeCloseTo(1, 12);
    expect(scaled.price / scaled.vram).toBeCloseTo(2, 12);
    expect(normalizeWeights(eachCriterion(() => Number.MAX_VALUE)).price).toBeCloseTo(1 / 6, 12);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("are refused with %s among them", (bad) => {
    const weights = { ...presets.balanced, vram: bad };
    expect(() => normalizeWeights(weights)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
    expect(() => rankUtilities(columnsOf([[1, 1, 1, 1, 1, 1]]), weights)).toThrow(/column 1: weight/);
  });

  it("are refused when all are zero", () => {
    expect(() => normalizeWeights(eachCriterion(() => 0))).toThrow(/every weight is zero/);
  });

  it("reweighted sets one weight and keeps the proportions of the others", () => {
    fc.assert(
      fc.property(weightRow, fc.double({ min: 0, max: 0.99, noNaN: true }), (weights, weight) => {
        const moved = reweighted(weights, "price", weight);
        expect(moved.price).toBe(weight);
        expect(sumOf(moved)).toBeCloseTo(1, 12);
        if (weights.vram > 0)
          expect(moved.bandwidth / moved.vram).toBeCloseTo(weights.bandwidth / weights.vram, 6);
      }),
    );
  });

  it("reweighted divides the rest equally among others that had no weight", () => {
    const moved = reweighted(
      eachCriterion((id) => (id === "price" ? 1 : 0)),
      "price",
      0.5,
    );
    expect(moved.vram).toBeCloseTo(0.1, 12);
    expect(moved.reliability).toBeCloseTo(0.1, 12);
  });
});
