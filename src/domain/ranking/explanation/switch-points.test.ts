import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCriterion } from "../each-criterion";
import { rankUtilities, reweighted } from "../ranking";
import { type CriterionId, criterionIds, presets, type Weights } from "../ranking-criteria";
import { type SwitchPoint, weightSwitchPoints } from "./switch-points";

const STEP = 1e-6;
const SCANNED = 100;

const columnsOf = (list: number[][]) =>
  criterionIds.map((_, index) => Float64Array.from(list, (values) => values[index] ?? 0));
const onlyPrice = eachCriterion((id) => (id === "price" ? 1 : 0));

/** Lead of the best row over the given row, at one weight of one criterion. */
function leadOver(
  rows: number[][],
  row: number,
  weights: Weights,
  criterion: CriterionId,
  weight: number,
): number {
  const { closeness } = rankUtilities(
    columnsOf(rows),
    reweighted(weights, criterion, Math.min(Math.max(weight, 0), 1)),
  );
  return Math.max(...closeness) - (closeness[row] ?? 2);
}

function expectTrue(rows: number[][], weights: Weights): void {
  const { order } = rankUtilities(columnsOf(rows), weights);
  const first = order[0] ?? 0;
  const sum = criterionIds.reduce((total, id) => total + weights[id], 0);
  const points = weightSwitchPoints(columnsOf(rows), first, weights);
  for (const criterion of criterionIds) {
    const today = weights[criterion] / sum;
    for (const [side, end] of [
      ["below", 0],
      ["above", 1],
    ] as const) {
      const point = points[criterion][side];
      const until = point?.weight ?? end;
      const leads = Array.from({ length: SCANNED + 1 }, (_, step) =>
        leadOver(rows, first, weights, criterion, today + ((until - today) * step) / SCANNED),
      );
      expect(Math.max(...leads)).toBeLessThan(1e-11);
      if (point) expectChange(rows, first, point, { weights, criterion, sign: side === "above" ? 1 : -1 });
    }
  }
}

type Move = { weights: Weights; criterion: CriterionId; sign: 1 | -1 };

function expectChange(
  rows: number[][],
  first: number,
  point: SwitchPoint,
  { weights, criterion, sign }: Move,
): void {
  const beyond = point.weight + sign * STEP;
  expect(leadOver(rows, point.newFirst, weights, criterion, beyond)).toBeLessThan(1e-9);
  expect(leadOver(rows, first, weights, criterion, beyond)).toBeGreaterThan(0);
}

describe("weightSwitchPoints", () => {
  const grid = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
  const rowsOf = (utility: fc.Arbitrary<number>) =>
    fc.array(fc.array(utility, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 7 });
  const weightsOf = (weight: fc.Arbitrary<number>) =>
    fc
      .array(weight, { minLength: 6, maxLength: 6 })
      .filter((list) => list.some((value) => value > 0))
      .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));

  it("agrees with a scan over the weight: random utilities and weights", () => {
    const rows = rowsOf(
      fc
        .double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true })
        .map((x) => Math.round(x * 1e4) / 1e4),
    );
    fc.assert(fc.property(rows, weightsOf(fc.integer({ min: 1, max: 100 })), expectTrue), { numRuns: 40 });
  }, 30_000);

  it("agrees with a scan over the weight: coarse utilities, ties, zero weights", () => {
    const weights = weightsOf(fc.constantFrom(0, 0, 1, 1, 2));
    fc.assert(fc.property(rowsOf(grid), weights, expectTrue), { numRuns: 80 });
  }, 30_000);

  it("finds the weight of price at which a cheap and a fast offer tie, computed by hand", () => {
    // With weight t on price and 1-t on throughput, the two tie at one half by symmetry.
    const rows = [
      [0.8, 0, 0.2, 0, 0, 0],
      [0.2, 0, 0.8, 0, 0, 0],
    ];
    const weights = eachCriterion((id) => ({ price: 0.6, throughput: 0.4 })[id as string] ?? 0);
    const points = weightSwitchPoints(columnsOf(rows), 0, weights);
    expect(points.price.below?.newFirst).toBe(1);
    expect(points.price.below?.weight).toBeCloseTo(0.5, 12);
    expect(points.price.above).toBeNull();
    expect(points.throughput.above?.weight).toBeCloseTo(0.5, 12);
    expect(points.throughput.below).toBeNull();
    expect(points.vram).toEqual({ below: null, above: null });
  });

  it("starts from a weight of 1, below which the others share the rest equally", () => {
    const rows = [
      [0.6, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.5, 0.9, 0.9, 0.9, 0.9, 0.9],
    ];
    expectTrue(rows, onlyPrice);
    const { price } = weightSwitchPoints(columnsOf(rows), 0, onlyPrice);
    expect(price.above).toBeNull();
    expect(price.below?.newFirst).toBe(1);
  });

  it("returns the current weight if a tied offer leads just beyond it", () => {
    const rows = [
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.7],
    ];
    const points = weightSwitchPoints(columnsOf(rows), 0, { ...presets.balanced, reliability: 0 });
    expect(points.reliability).toEqual({ below: null, above: { weight: 0, newFirst: 1 } });
    const atFullPrice = weightSwitchPoints(columnsOf(rows), 0, onlyPrice);
    expect(atFullPrice.price).toEqual({ below: { weight: 1, newFirst: 1 }, above: null });
  });

  it("finds nothing for a single offer, equal offers, or a first offer that dominates", () => {
    const none = eachCriterion(() => ({ below: null, above: null }));
    const row = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
    for (const rows of [[row], [row, row], [row, row.map((value) => value - 0.1)]])
      expect(weightSwitchPoints(columnsOf(rows), 0, presets.training)).toEqual(none);
  });

  it("finds a switch in both directions at a weight where three offers tie", () => {
    const rows = [
      [0.5, 0, 0.5, 0, 0, 0],
      [0.8, 0, 0.2, 0, 0, 0],
      [0.2, 0, 0.8, 0, 0, 0],
    ];
    const weights = eachCriterion((id) => (id === "price" || id === "throughput" ? 0.5 : 0));
    const { price } = weightSwitchPoints(columnsOf(rows), 0, weights);
    expect(price.above).toEqual({ weight: 0.5, newFirst: 1 });
    expect(price.below).toEqual({ weight: 0.5, newFirst: 2 });
  });

  it("names the offer that leads just beyond if several overtake together, whatever their order", () => {
    const first = [0.6, 0, 0.4, 0, 0, 0];
    const further = [
      [0.7, 0, 0.3, 0, 0, 0],
      [0.9, 0, 0.1, 0, 0, 0],
    ];
    const weights = eachCriterion((id) => ({ price: 0.4, throughput: 0.6 })[id as string] ?? 0);
    const rowsFrom = (others: number[][]) => columnsOf([[0.3, 0, 0.7, 0, 0, 0], first, ...others]);
    const above = (others: number[][]) => weightSwitchPoints(rowsFrom(others), 0, weights).price.above;
    expect(above(further)?.weight).toBeCloseTo(0.5, 12);
    expect(above(further)?.newFirst).toBe(3);
    expect(above([...further].reverse())?.newFirst).toBe(2);
  });

  it("ignores rounding errors if two offers tie at every weight", () => {
    const weights = eachCriterion(
      (id) => ({ price: 0.4, vram: 0.2, throughput: 0.2, bandwidth: 0.2 })[id as string] ?? 0,
    );
    const tied = [
      [0.37, 0.1, 0.23, 0.7, 0, 0],
      [0.37, 0.7, 0.1, 0.23, 0, 0],
      [0.37, 0.23, 0.7, 0.1, 0, 0],
    ];
    for (const first of [0, 1, 2])
      expect(weightSwitchPoints(columnsOf(tied), first, weights).price).toEqual({ below: null, above: null });
  });

  it("finds the later crossing of an offer that ties now and falls behind before it leads", () => {
    const columns = columnsOf([
      [0.88, 0.5, 0.5, 0, 0, 0],
      [0.9, 1, 0.05, 0, 0, 0],
    ]);
    const weights = eachCriterion((id) => ({ price: 0.5, vram: 0.25, throughput: 0.25 })[id as string] ?? 0);
    const { below, above } = weightSwitchPoints(columns, 0, weights).price;
    const [low, high] = [below?.weight ?? -1, above?.weight ?? -1];
    expect(low).toBeLessThan(high);
    const fromLow = weightSwitchPoints(columns, 0, reweighted(weights, "price", low)).price;
    expect(fromLow.below?.weight).toBeCloseTo(low, 12);
    expect(fromLow.above?.weight).toBeCloseTo(high, 9);
    const fromHigh = weightSwitchPoints(columns, 0, reweighted(weights, "price", high)).price;
    expect(fromHigh.below?.weight).toBeCloseTo(low, 9);
    expect(fromHigh.above?.weight).toBeCloseTo(high, 12);
  });

  it("handles two crossings that merge into a tangent point and vanish", () => {
    // The second offer leads only at middle weights, and by less the worse its price is.
    const rows = (penalty: number) => [
      [0.9, 1, 0.05, 0, 0, 0],
      [0.9 - penalty, 0.5, 0.5, 0, 0, 0],
    ];
    const weights = eachCriterion(
      (id) => ({ price: 0.99, vram: 0.005, throughput: 0.005 })[id as string] ?? 0,
    );
    const crossing = (penalty: number) =>
      weightSwitchPoints(columnsOf(rows(penalty)), 0, weights).price.below;
    let [leads, trails] = [0, 0.2];
    for (let step = 0; step < 60; step += 1) {
      const middle = (leads + trails) / 2;
      if (crossing(middle)) leads = middle;
      else trails = middle;
    }
    expect(leads).toBeGreaterThan(0.001);
    const touch = crossing(leads)?.weight ?? -1;
    expect(leadOver(rows(leads - 1e-6), 0, weights, "price", touch)).toBeGreaterThan(1e-8);
    expect(leadOver(rows(trails + 1e-6), 0, weights, "price", touch)).toBe(0);
    expectTrue(rows(trails + 1e-6), weights);
    expectTrue(rows(leads - 1e-6), weights);
  });
});
