import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCriterion } from "../each-criterion";
import { rankUtilities, reweighted } from "../ranking";
import { type CriterionId, criterionIds, type Weights } from "../ranking-criteria";
import { winningWeights } from "./winning-weights";

const SCANNED = 200;
const columnsOf = (list: number[][]) =>
  criterionIds.map((_, index) => Float64Array.from(list, (values) => values[index] ?? 0));

/** By how much the best of the other rows leads. */
function behind(rows: number[][], row: number, weights: Weights): number {
  const { closeness } = rankUtilities(columnsOf(rows), weights);
  const others = [...closeness].filter((_, index) => index !== row);
  return Math.max(...others) - (closeness[row] ?? 2);
}

describe("winningWeights", () => {
  const utility = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
  const rowList = fc.array(fc.array(utility, { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 7 });
  const weightRow = fc
    .array(fc.integer({ min: 1, max: 20 }), { minLength: 6, maxLength: 6 })
    .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));

  it("agrees with a scan over the weight", () => {
    fc.assert(
      fc.property(rowList, weightRow, (rows, weights) => {
        const { order } = rankUtilities(columnsOf(rows), weights);
        const last = order.at(-1) ?? 0;
        if (behind(rows, last, weights) < 1e-9) return;
        const found = winningWeights(columnsOf(rows), last, weights);
        const sum = criterionIds.reduce((total, id) => total + weights[id], 0);
        for (const criterion of criterionIds) {
          const today = weights[criterion] / sum;
          expectSide(rows, last, { weights, criterion, today, end: 1, at: found[criterion].above });
          expectSide(rows, last, { weights, criterion, today, end: 0, at: found[criterion].below });
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("finds the weight of price at which a fast offer passes a cheap one, computed by hand", () => {
    const rows = [
      [0.8, 0, 0.2, 0, 0, 0],
      [0.2, 0, 0.8, 0, 0, 0],
    ];
    const weights = eachCriterion((id) => ({ price: 0.6, throughput: 0.4 })[id as string] ?? 0);
    const found = winningWeights(columnsOf(rows), 1, weights);
    expect(found.price.below).toBeCloseTo(0.5, 12);
    expect(found.price.above).toBeNull();
    expect(found.throughput.above).toBeCloseTo(0.5, 12);
  });

  it("finds nothing for an offer that another one dominates", () => {
    const rows = [
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
      [0.8, 0.9, 0.9, 0.9, 0.9, 0.8],
    ];
    const found = winningWeights(
      columnsOf(rows),
      1,
      eachCriterion(() => 1),
    );
    for (const id of ["price", "reliability"] as const) expect(found[id].above).toBeNull();
  });
});

type Side = { weights: Weights; criterion: CriterionId; today: number; end: number; at: number | null };

function expectSide(rows: number[][], row: number, { weights, criterion, today, end, at }: Side): void {
  const until = at ?? end;
  const lead = (weight: number) =>
    behind(rows, row, reweighted(weights, criterion, Math.min(Math.max(weight, 0), 1)));
  for (let step = 0; step < SCANNED; step += 1)
    expect(lead(today + ((until - today) * step) / SCANNED)).toBeGreaterThan(-1e-9);
  if (at !== null) expect(lead(at + Math.sign(end - today) * 1e-7)).toBeLessThan(1e-9);
}
