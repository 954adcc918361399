import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topsis } from "./topsis";
import type { Direction } from "./topsis-columns";

const value = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const problem = fc
  .record({ rowCount: fc.integer({ min: 1, max: 12 }), columnCount: fc.integer({ min: 1, max: 6 }) })
  .chain(({ rowCount, columnCount }) => {
    const perColumn = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.array(arbitrary, { minLength: columnCount, maxLength: columnCount });
    return fc.record({
      columns: perColumn(fc.array(value, { minLength: rowCount, maxLength: rowCount })),
      weights: perColumn(fc.double({ min: 1e-3, max: 10, noNaN: true })),
      directions: perColumn(fc.constantFrom<Direction>("benefit", "cost")),
      normalization: fc.constantFrom("vector" as const, "minmax" as const, "none" as const),
    });
  });

describe("TOPSIS", () => {
  it("returns closeness in [0, 1], and ranks that count the strictly better rows", () => {
    fc.assert(
      fc.property(problem, (input) => {
        const { closeness, rank, order } = topsis(input);
        closeness.forEach((own, row) => {
          expect(own >= 0 && own <= 1).toBe(true);
          expect(rank[row]).toBe(1 + closeness.filter((other) => other > own).length);
        });
        expect([...order]).toEqual(
          [...closeness.keys()].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("does not change when all weights are scaled", () => {
    fc.assert(
      fc.property(problem, fc.double({ min: 1e-100, max: 1e100, noNaN: true }), (input, factor) => {
        const { closeness } = topsis(input);
        const scaled = topsis({ ...input, weights: input.weights.map((weight) => weight * factor) });
        closeness.forEach((own, row) => {
          expect(Math.abs(own - (scaled.closeness[row] ?? 2))).toBeLessThan(1e-12);
        });
      }),
    );
  });

  it("reverses the result when the rows are reversed", () => {
    fc.assert(
      fc.property(problem, (input) => {
        const reversed = topsis({ ...input, columns: input.columns.map((column) => [...column].reverse()) });
        const { closeness } = topsis(input);
        [...closeness].reverse().forEach((own, row) => {
          expect(Math.abs(own - (reversed.closeness[row] ?? 2))).toBeLessThan(1e-12);
        });
      }),
    );
  });

  it("never ranks a dominated row above its dominator, and ties equal rows", () => {
    fc.assert(
      fc.property(problem, (input) => {
        const { closeness } = topsis(input);
        const isAtLeast = (a: number, b: number) =>
          input.columns.every((column, index) => {
            const gain = (column[a] ?? 0) - (column[b] ?? 0);
            return input.directions[index] === "benefit" ? gain >= 0 : gain <= 0;
          });
        for (const a of closeness.keys())
          for (const b of closeness.keys())
            if (isAtLeast(a, b)) expect(closeness[a]).toBeGreaterThanOrEqual(closeness[b] ?? 2);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not let other rows change a row's closeness under a fixed reference without vector normalisation", () => {
    fc.assert(
      fc.property(
        problem,
        fc.nat(),
        fc.constantFrom("none" as const, "minmax" as const),
        (input, seed, normalization) => {
          const ideal = input.directions.map((direction) =>
            direction === "benefit" ? { ideal: 1000, antiIdeal: -1000 } : { ideal: -1000, antiIdeal: 1000 },
          );
          const fixed = { ...input, ideal, normalization };
          const all = topsis(fixed).closeness;
          const row = seed % all.length;
          const alone = topsis({ ...fixed, columns: input.columns.map((column) => [column[row] ?? 0]) });
          expect(alone.closeness[0]).toBe(all[row]);
        },
      ),
    );
  });
});
