import fc from "fast-check";
import { expect, it } from "vitest";
import { eachCriterion } from "./each-criterion";
import { rankUtilities } from "./ranking";
import { criterionIds } from "./ranking-criteria";
import { BLOCK_ROWS, scoreRows } from "./score-rows";

const utility = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 2 ** -1000, 2 ** -460, 0.5, 1),
);
const weight = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 2 ** -1022, 2 ** -500, 1),
);
const weights = fc
  .array(weight, { minLength: 6, maxLength: 6 })
  .filter((list) => list.some((one) => one > 0))
  .map((list) => eachCriterion((_, index) => list[index] ?? 0));

it("scores rows block by block as they are scored together, to the last bit", () => {
  const rows = fc.array(fc.array(utility, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 30 });
  const lengths = fc.constantFrom(1, 7, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 1, 2 * BLOCK_ROWS + 3);
  fc.assert(
    fc.property(rows, weights, lengths, (list, weighing, count) => {
      const columns = criterionIds.map((_, place) =>
        Float64Array.from({ length: count }, (__, row) => list[row % list.length]?.[place] ?? 0),
      );
      const scores = scoreRows(count, weighing, (block, start, end) => {
        for (const [place, column] of columns.entries()) block[place]?.set(column.subarray(start, end));
      });
      expect(scores).toEqual(rankUtilities(columns, weighing).closeness);
    }),
    { numRuns: 100 },
  );
});
