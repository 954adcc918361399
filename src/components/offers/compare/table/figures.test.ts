import { describe, expect, it } from "vitest";
import { canBeBest, markBest } from "./figures";

const marks = (values: (number | null)[], better: "low" | "high" | null) =>
  markBest(values, better).map(({ isBest }) => isBest);

describe("judge", () => {
  it.each([
    ["the lowest price", [3, 2, null, 4], "low", [false, true, false, false]],
    ["the highest figure", [3, 2, null, 4], "high", [false, false, false, true]],
    ["every value of a tie", [2, 2, 3], "low", [true, true, false]],
    ["none when all are equal", [2, 2, 2], "low", [false, false, false]],
    ["none when one is known", [null, 2, null], "low", [false, false, false]],
    ["none when neither direction is better", [1, 8], null, [false, false]],
    ["none of no values", [], "low", []],
  ] as const)("marks %s", (_, values, better, expected) =>
    expect(marks([...values], better)).toEqual(expected),
  );

  it("marks no price of an old list, nor measures it by the best, and needs two that may be the best", () => {
    const marked = (values: number[], refused: number) =>
      markBest(values, "low", (place) => place !== refused).map(({ isBest, toBest }) => [isBest, toBest]);
    expect(marked([1, 2, 3], 0)).toEqual([
      [false, null],
      [true, null],
      [false, 0.5],
    ]);
    expect(marked([1, 2], 0)).toEqual([
      [false, null],
      [false, null],
    ]);
  });

  it("gives the distance of the others from the best, and null for an unknown value", () => {
    expect(markBest([200, 250, null], "low").map(({ toBest }) => toBest)).toEqual([null, 0.25, null]);
    expect(markBest([100, 50], "high").map(({ toBest }) => toBest)).toEqual([null, -0.5]);
    expect(markBest([0, 5], "low").map(({ toBest }) => toBest)).toEqual([null, null]);
  });
});

it.each([
  ["an offer of now", { goneAt: null, mayBeBest: true }, [true, true]],
  [
    "one with a price of an old list, of its machine alone",
    { goneAt: null, mayBeBest: false },
    [true, false],
  ],
  ["one that is gone, of nothing", { goneAt: "2026-11-30T10:00:00Z", mayBeBest: true }, [false, false]],
])("the best may be %s", (_, offer, expected) => {
  expect([false, true].map((isPrice) => canBeBest(offer, { isPrice }))).toEqual(expected);
});
