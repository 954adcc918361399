import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dominatedBy, dominatorOf, knownUtilities } from "./dominance";
import { eachCriterion } from "./each-criterion";
import { emptyFront, extendFront } from "./pareto-front";
import { rankUtilities } from "./ranking";
import { criterionIds, presets, type Weights } from "./ranking-criteria";

const utility = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
const row = fc.array(utility, { minLength: 6, maxLength: 6 });
const weightRow = fc
  .array(fc.constantFrom(0, 0.1, 0.3, 1), { minLength: 6, maxLength: 6 })
  .filter((list) => list.some((weight) => weight > 0))
  .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));

const columnsOf = (list: number[][]) =>
  criterionIds.map((_, index) => Float64Array.from(list, (values) => values[index] ?? 0));

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
        const ranking = rankUtilities(columns, weights);
        const found = dominatedBy(columns, ranking, [...list.keys()]);
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
    const ranking = rankUtilities(columns, { ...presets.balanced, reliability: 0 });
    expect([...ranking.rank]).toEqual([1, 1]);
    expect([...dominatedBy(columns, ranking, [0, 1])]).toEqual([1, -1]);
  });

  it("an unknown figure shows no dominance, whatever the score counts it as", () => {
    const rows = fc.array(fc.tuple(row, fc.uniqueArray(fc.constantFrom(...criterionIds))), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, weightRow, (list, weights) => {
        const scored = list.map(([values, unknown]) =>
          values.map((value, index) => (unknown.includes(criterionIds[index] ?? "price") ? 0.5 : value)),
        );
        const known = list.map(([, unknown], index) =>
          knownUtilities(scored[index] ?? [], (id) => !unknown.includes(id)),
        );
        const ranking = rankUtilities(columnsOf(scored), weights);
        const found = dominatedBy(columnsOf(known), ranking, [...list.keys()]);
        found.forEach((dominator, index) => {
          expect(dominator === -1).toBe(dominatorOf(known[index] ?? [], known) === -1);
          if (dominator < 0) return;
          expect([list[index]?.[1], list[dominator]?.[1]]).toEqual([[], []]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("a Pareto front holds every row that nobody dominates, once, in whatever order and blocks the rows come", () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(rows, fc.nat(), fc.integer({ min: 1, max: 9 }), (list, seed, size) => {
        const order = [...list.keys()].map((_, index) => (index + seed) % list.length);
        const found = emptyFront();
        for (let start = 0; start < order.length; start += size) {
          const part = order.slice(start, start + size);
          const block = columnsOf(part.map((index) => list[index] ?? []));
          extendFront(found, block, part.length, (place) => part[place] ?? -1);
        }
        // Seen again, or left out, rows change nothing.
        extendFront(found, columnsOf(list), list.length, (index) => (index % 2 === 0 ? index : -1));
        const front = found.rows;
        const best = list.filter((values) => dominatorOf(values, list) === -1);
        const asText = (values: number[][]) => [...new Set(values.map((one) => JSON.stringify(one)))].sort();
        const chosen = front.map((index) => list[index] ?? []);
        expect(asText(chosen)).toEqual(asText(best));
        expect(new Set(chosen.map((one) => JSON.stringify(one))).size).toBe(front.length);
      }),
    );
  });

  it("a Pareto front has room for as many members as come", () => {
    const none = criterionIds.slice(2).map(() => new Float64Array(1000));
    const rising = Float64Array.from({ length: 1000 }, (_, index) => index / 1000);
    const front = emptyFront();
    extendFront(front, [rising, rising.toReversed(), ...none], 1000, (place) => place);
    expect(front.rows).toHaveLength(1000);
  });
});
