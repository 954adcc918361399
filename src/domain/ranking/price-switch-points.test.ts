import fc from "fast-check";
import { expect, it } from "vitest";
import { priceSwitchPoints } from "./price-switch-points";
import { eachCriterion, rankUtilities, scoreOf } from "./ranking";
import { criteria, criterionIds, presets, utilityOf, type Weights } from "./ranking-criteria";

const columnsOf = (list: number[][]) =>
  criterionIds.map((_, index) => Float64Array.from(list, (values) => values[index] ?? 0));
const withPrice = (row: number[], price: number) => [utilityOf("price", price), ...row.slice(1)];

it("puts the runner-up first at the price found, and not one micro-USD above it", () => {
  const price = fc.integer({ min: 20_000, max: 50_000_000 });
  const other = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
  const row = fc
    .tuple(price, fc.array(other, { minLength: 5, maxLength: 5 }))
    .map(([usd, rest]) => withPrice([0, ...rest], usd));
  const weights = fc
    .array(fc.integer({ min: 1, max: 20 }), { minLength: 6, maxLength: 6 })
    .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 6 }), weights, (rows, chosen) => {
      const [first = 0, ...runnerUps] = rankUtilities(columnsOf(rows), chosen).order;
      const isFirstAt = (runnerUp: number, at: number) => {
        const moved = rows.map((values, index) => (index === runnerUp ? withPrice(values, at) : values));
        const { rank } = rankUtilities(columnsOf(moved), chosen);
        return rank[runnerUp] === 1 && (rank[first] ?? 0) > 1;
      };
      priceSwitchPoints(columnsOf(rows), first, runnerUps, chosen).forEach((found, place) => {
        const runnerUp = runnerUps[place] ?? -1;
        if (found === null) {
          expect(isFirstAt(runnerUp, criteria.price.best)).toBe(false);
          return;
        }
        expect(isFirstAt(runnerUp, found)).toBe(true);
        expect(isFirstAt(runnerUp, found + 1)).toBe(false);
      });
    }),
    { numRuns: 150 },
  );
});

it("requires the more expensive of two otherwise equal offers to go just below the cheaper one", () => {
  const rest = [0.5, 0.5, 0.5, 0.5, 0.5];
  const rows = [withPrice([0, ...rest], 2_000_000), withPrice([0, ...rest], 2_500_000)];
  const [price] = priceSwitchPoints(columnsOf(rows), 0, [1], presets.balanced);
  expect(price).toBe(1_999_999);
});

it("is null if price has no weight or cannot compensate for the other criteria", () => {
  const rows = [
    [0.9, 1, 1, 1, 1, 1],
    [0.1, 0, 0, 0, 0, 0],
  ];
  expect(scoreOf(rows[0] ?? [], presets.training)).toBeGreaterThan(
    scoreOf([1, 0, 0, 0, 0, 0], presets.training),
  );
  expect(priceSwitchPoints(columnsOf(rows), 0, [1], presets.training)).toEqual([null]);
  expect(priceSwitchPoints(columnsOf(rows), 0, [1], { ...presets.training, price: 0 })).toEqual([null]);
});
