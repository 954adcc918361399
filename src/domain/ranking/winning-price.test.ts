import fc from "fast-check";
import { expect, it } from "vitest";
import { eachCriterion } from "./each-criterion";
import { scoreOf } from "./ranking";
import { presets, type Weights } from "./ranking-criteria";
import { referenceOf } from "./reference/reference";
import { currentReference } from "./reference/versions";
import { referenceDomain } from "./reference-domain";
import { holdingPrice, scoreAtPrice, winningPrice } from "./winning-price";

const reference = referenceOf(currentReference);
if (!reference) throw new Error("there is no current reference");
const priceScale = referenceDomain([], reference).scales.price;
const utility = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
const utilities = fc.array(utility, { minLength: 6, maxLength: 6 });
const weights = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 6, maxLength: 6 })
  .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));
const ageLog = fc.constantFrom(0, 0.3);

it("wins at the price found, and not one micro-USD above it", () => {
  fc.assert(
    fc.property(utilities, utilities, weights, ageLog, (own, other, chosen, age) => {
      const row = { utilities: own, weights: chosen, priceScale, ageLog: age };
      const toBeat = scoreOf(other, chosen);
      const price = winningPrice(row, toBeat);
      if (price === null) {
        const [lowest, highest] = [scoreAtPrice(row, 1), scoreAtPrice(row, 1e12)];
        expect(lowest <= toBeat || highest > toBeat).toBe(true);
        return;
      }
      expect(scoreAtPrice(row, price)).toBeGreaterThan(toBeat);
      expect(scoreAtPrice(row, price + 1)).toBeLessThanOrEqual(toBeat);
    }),
    { numRuns: 200 },
  );
});

it("holds its place up to the price found, and not one micro-USD above it", () => {
  fc.assert(
    fc.property(utilities, utilities, weights, (own, other, chosen) => {
      const row = { utilities: own, weights: chosen, priceScale, ageLog: 0 };
      const toHold = scoreOf(other, chosen);
      const price = holdingPrice(row, toHold);
      if (price === null) return;
      expect(scoreAtPrice(row, price)).toBeGreaterThanOrEqual(toHold);
      expect(scoreAtPrice(row, price + 1)).toBeLessThan(toHold);
    }),
    { numRuns: 200 },
  );
});

it("asks an otherwise equal machine to go below the cheaper one, further if its price is an old list's", () => {
  const row = { utilities: [0, 0.5, 0.5, 0.5, 0.5, 0.5], weights: presets.balanced, priceScale, ageLog: 0 };
  const toBeat = scoreAtPrice(row, 2_000_000);
  // Prices a few millionths apart may have the same score to the last bit.
  expect(winningPrice(row, toBeat)).toBe(1_999_999);
  expect(winningPrice({ ...row, ageLog: Math.log(1.25) }, toBeat)).toBeCloseTo(1_600_000, -1);
});

it("is null if price has no weight or cannot compensate for the other criteria", () => {
  const row = { utilities: [0.1, 0, 0, 0, 0, 0], weights: presets.training, priceScale, ageLog: 0 };
  const toBeat = scoreOf([0.9, 1, 1, 1, 1, 1], presets.training);
  expect(winningPrice(row, toBeat)).toBeNull();
  expect(winningPrice({ ...row, weights: { ...presets.training, price: 0 } }, toBeat)).toBeNull();
});
