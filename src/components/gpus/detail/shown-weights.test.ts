import fc from "fast-check";
import { expect, it } from "vitest";
import { formatNumber } from "@/components/format/number";
import { shownWeights } from "./shown-weights";

it("the weights printed add up to the weight printed over them, and the shares to 100 %", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 17 }),
      (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const sources = weights.map((weight, index) => ({
          provider: String(index),
          weight,
          share: weight / total,
        }));
        const { weightOf, shareOf } = shownWeights(sources);
        const printed = (value: number) =>
          Math.round(Number(formatNumber(value, "en", 3).replace(",", "")) * 1000);
        const sum = (read: (provider: string) => number) =>
          sources.reduce((all, { provider }) => all + printed(read(provider)), 0);
        expect(sum(weightOf)).toBe(printed(total));
        expect(sum(shareOf)).toBe(1000);
      },
    ),
  );
});
