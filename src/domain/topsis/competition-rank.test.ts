import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankDescending } from "./competition-rank";

function bySorting(values: number[]) {
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const ascending = [...values].sort((a, b) => b - a);
  return {
    order,
    rank: values.map(
      (value) => ascending.indexOf(value === 0 ? (ascending.find((x) => x === 0) ?? 0) : value) + 1,
    ),
  };
}

function expectSorted(values: number[]): void {
  const { order, rank } = rankDescending(Float64Array.from(values));
  expect({ order: [...order], rank: [...rank] }).toEqual(bySorting(values));
}

describe("ranks like a comparison sort", () => {
  it.each([
    ["nothing", []],
    ["one", [3]],
    ["ties", [1, 2, 2, 4, 4, 4, 0]],
    ["adjacent doubles and a distant one", [0.5, 0.5 + 2 ** -53, 0.5 - 2 ** -54, 1e9, 0.5]],
    ["a range too small to divide by", [5e-324, 0, 1e-323]],
    ["the widest range", [Number.MAX_VALUE, -Number.MAX_VALUE, 0]],
  ])("%s", (_, values) => expectSorted(values));

  it("any doubles", () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
    );
    fc.assert(fc.property(fc.array(value, { maxLength: 60 }), expectSorted), { numRuns: 500 });
  });

  it("many values under one key, sorted and unsorted", () => {
    const step = 2 ** -50;
    const crowded = Array.from({ length: 300 }, (_, index) => 0.5 + ((index * 7919) % 100) * step);
    expectSorted([...crowded, 0, 1]);
    expectSorted([...crowded.sort((a, b) => b - a), 0, 1]);
  });

  it("a large call after a small one, and a small one after a large one", () => {
    const many = Array.from({ length: 5000 }, (_, index) => ((index * 2654435761) % 4093) / 4093);
    expectSorted([3, 1, 2]);
    expectSorted(many);
    expectSorted([1, 3, 2, 3]);
  });
});
