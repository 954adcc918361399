import { expect, it } from "vitest";
import { findChanges, isOfThisMachine, machineOf } from "./results.mjs";

const figure = (name: string, value: number, ratio: number | null = null, isLessBetter = true) => ({
  name,
  value,
  unit: "ms",
  ratio,
  isLessBetter,
});
const runs = [
  { commit: "aaa", figures: [figure("search", 10, 2), figure("score", 90, null, false)] },
  { commit: "bbb", figures: [figure("search", 12, 2)] },
];

it("compares ratios, not values, with the last run that has a result of that name", () => {
  expect(findChanges([figure("search", 50, 2.2)], runs)).toEqual([]);
  expect(findChanges([figure("search", 12, 2.5)], runs)).toEqual([
    { name: "search", is: 2.5, was: 2, change: 0.25, isWorse: true, since: "bbb" },
  ]);
});

it("treats a lower value as worse if higher is better", () => {
  expect(findChanges([figure("score", 60, null, false)], runs)).toMatchObject([
    { isWorse: true, since: "aaa" },
  ]);
  expect(findChanges([figure("search", 1, 0.5)], runs)).toMatchObject([{ isWorse: false }]);
});

it("ignores a result that no earlier run has", () => {
  expect(findChanges([figure("new", 1, 1)], runs)).toEqual([]);
});

it("compares only runs of the same kind of machine", () => {
  const runs = [{ machine: machineOf() }, { machine: "64 x Another, Node 20.19.0" }];
  expect(runs.map(isOfThisMachine)).toEqual([true, false]);
});
