import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAmount, formatAmountParts } from "./figures";

/** What is read off the screen, in units of its last digit; "<$1" adds nothing. */
const read = (text: string, decimals: number) =>
  text.startsWith("<") ? 0 : Math.round(Number(text.replace(/[$,]/g, "")) * 10 ** decimals);

it("the parts of a cost add up on the screen to the cost on the screen", () => {
  const part = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 3_000_000_000 }),
    fc.integer({ min: 1, max: 900 }),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const total = parts.reduce((sum, one) => sum + one, 0);
      const cost = formatAmount(total, "en");
      const decimals = cost.split(".")[1]?.length ?? 0;
      const sum = formatAmountParts(parts, total, "en").reduce((all, text) => all + read(text, decimals), 0);
      expect(sum).toBe(read(cost, decimals));
    }),
  );
});

it("22.805 and 24.335 are printed as parts of 47.14", () => {
  expect(formatAmountParts([22_805_000, 24_335_000], 47_140_000, "en")).toEqual(["$22.81", "$24.33"]);
  expect(formatAmountParts([1_140_400_000, 420_000, 0], 1_140_820_000, "en")).toEqual(["$1,140", "$1", "$0"]);
  expect(formatAmountParts([1_140_000_000, 300_000], 1_140_300_000, "en")).toEqual(["$1,140", "<$1"]);
});
