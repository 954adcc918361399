import fc from "fast-check";
import { expect, it } from "vitest";
import { eachCriterion } from "../each-criterion";
import { scoreOf } from "../ranking";
import { presets, type Weights } from "../ranking-criteria";
import { referenceOf } from "../reference/reference";
import { currentReference } from "../reference/versions";
import { referenceDomain } from "../reference-domain";
import { type PricedRow, scoreAtPrice, winningPrice } from "./winning-price";

const reference = referenceOf(currentReference);
if (!reference) throw new Error("there is no current reference");
const priceScale = referenceDomain([], reference).scales.price;
const utility = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
const utilities = fc.array(utility, { minLength: 6, maxLength: 6 });
const weights = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 6, maxLength: 6 })
  .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));
const ageLog = fc.constantFrom(0, 0.3);

const rivals = fc.record({
  microUsdPerGpuHour: fc.integer({ min: 1, max: 20_000_000 }),
  isBehindAtSamePrice: fc.boolean(),
});

type Rival = Parameters<typeof winningPrice>[1];
/** As the order on the screen compares: by score, then by price. */
function isBefore(row: PricedRow, price: number, rival: Rival): boolean {
  const [own, other] = [scoreAtPrice(row, price), rival.score];
  if (own !== other) return own > other;
  if (price !== rival.microUsdPerGpuHour) return price < rival.microUsdPerGpuHour;
  return rival.isBehindAtSamePrice;
}

it("wins at the price found, and not one micro-USD above it", () => {
  fc.assert(
    fc.property(utilities, utilities, weights, ageLog, rivals, (own, other, chosen, age, rest) => {
      const row = { utilities: own, weights: chosen, priceScale, ageLog: age };
      const rival = { ...rest, score: scoreOf(other, chosen) };
      const price = winningPrice(row, rival);
      if (price === null) {
        expect(isBefore(row, 1, rival)).toBe(isBefore(row, 1e12, rival));
        return;
      }
      expect(isBefore(row, price, rival)).toBe(true);
      expect(isBefore(row, price + 1, rival)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

it.each([
  ["behind", true, 3_000_000],
  ["before it", false, 2_999_999],
])("goes by price at the same score: against one %s at the same price", (_, isBehindAtSamePrice, wins) => {
  const row = {
    utilities: [0, 1, 1, 1, 1, 1],
    weights: { ...presets.balanced, price: 0 },
    priceScale,
    ageLog: 0,
  };
  const score = scoreAtPrice(row, 2_000_000);
  expect(winningPrice(row, { score, microUsdPerGpuHour: 3_000_000, isBehindAtSamePrice })).toBe(wins);
});

it("asks an otherwise equal machine to go below the cheaper one, further if its price is an old list's", () => {
  const row = { utilities: [0, 0.5, 0.5, 0.5, 0.5, 0.5], weights: presets.balanced, priceScale, ageLog: 0 };
  const score = scoreAtPrice(row, 2_000_000);
  const toBeat = { score, microUsdPerGpuHour: 2_000_000, isBehindAtSamePrice: false };
  // Prices a few millionths apart may have the same score to the last bit.
  expect(winningPrice(row, toBeat)).toBe(1_999_999);
  expect(winningPrice({ ...row, ageLog: Math.log(1.25) }, toBeat)).toBeCloseTo(1_600_000, -1);
});

it("is null if price has no weight or cannot compensate for the other criteria", () => {
  const row = { utilities: [0.1, 0, 0, 0, 0, 0], weights: presets.training, priceScale, ageLog: 0 };
  const score = scoreOf([0.9, 1, 1, 1, 1, 1], presets.training);
  const toBeat = { score, microUsdPerGpuHour: 2_000_000, isBehindAtSamePrice: false };
  expect(winningPrice(row, toBeat)).toBeNull();
  expect(winningPrice({ ...row, weights: { ...presets.training, price: 0 } }, toBeat)).toBeNull();
});
