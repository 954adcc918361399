import { expect, it } from "vitest";
import { rowCountOf } from "./row-count";

it.each([
  ["what the first page said while nothing else was read", 2680, [], 2680],
  ["the same when the last page is as long as it was to be", 2680, [{ page: 27, rows: 80 }], 2680],
  ["to the end of a last page that has become shorter", 2680, [{ page: 27, rows: 78 }], 2678],
  ["to the page before when the last one is gone", 2602, [{ page: 27, rows: 0 }], 2600],
  [
    "to the earliest of two ends",
    450,
    [
      { page: 5, rows: 0 },
      { page: 4, rows: 90 },
    ],
    390,
  ],
  ["no further than the first page said in a market that grew", 130, [{ page: 2, rows: 60 }], 130],
])("the table has %s", (_, total, later, count) => {
  expect(rowCountOf(total, later)).toBe(count);
});
