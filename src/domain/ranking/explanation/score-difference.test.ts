import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCriterion } from "../each-criterion";
import { scoreOf } from "../ranking";
import { criterionIds, presets, type Weights } from "../ranking-criteria";
import { differenceOf } from "./score-difference";

const utility = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
const row = fc.array(utility, { minLength: 6, maxLength: 6 });
const weightRow = fc
  .array(fc.oneof(fc.constantFrom(0, 0.1, 1), fc.double({ min: 1e-3, max: 1, noNaN: true })), {
    minLength: 6,
    maxLength: 6,
  })
  .filter((list) => list.some((weight) => weight > 0))
  .map((list): Weights => eachCriterion((_, index) => list[index] ?? 0));

describe("differenceOf", () => {
  it("adds up exactly to the difference of the scores", () => {
    fc.assert(
      fc.property(row, row, weightRow, (offer, other, weights) => {
        const parts = differenceOf(offer, other, weights);
        const sum = criterionIds.reduce((total, id) => total + parts[id], 0);
        expect(Math.abs(sum - (scoreOf(offer, weights) - scoreOf(other, weights)))).toBeLessThan(1e-12);
      }),
      { numRuns: 1000 },
    );
  });

  it("gives an equal value, and a criterion without weight, exactly 0", () => {
    fc.assert(
      fc.property(row, row, weightRow, fc.nat(63), (offer, other, weights, equal) => {
        const mixed = other.map((value, index) => ((equal >> index) & 1 ? (offer[index] ?? 0) : value));
        const parts = differenceOf(offer, mixed, weights);
        criterionIds.forEach((id, index) => {
          if (offer[index] === mixed[index] || weights[id] === 0) expect(parts[id]).toBe(0);
        });
      }),
    );
  });

  it("never counts a better value against an offer, nor a worse one for it", () => {
    fc.assert(
      fc.property(row, row, weightRow, (offer, other, weights) => {
        const parts = differenceOf(offer, other, weights);
        criterionIds.forEach((id, index) => {
          const gain = (offer[index] ?? 0) - (other[index] ?? 0);
          if (gain > 0) expect(parts[id]).toBeGreaterThanOrEqual(0);
          if (gain < 0) expect(parts[id]).toBeLessThanOrEqual(0);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("does not depend on the order of the criteria", () => {
    const shuffled = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(row, row, weightRow, shuffled, (offer, other, weights, places) => {
        const move = (list: readonly number[]) => places.map((place) => list[place] ?? 0);
        const moved = move(criterionIds.map((id) => weights[id]));
        const parts = differenceOf(offer, other, weights);
        const after = differenceOf(
          move(offer),
          move(other),
          eachCriterion((_, index) => moved[index] ?? 0),
        );
        const expected = move(criterionIds.map((id) => parts[id]));
        criterionIds.forEach((id, index) => {
          expect(Math.abs(after[id] - (expected[index] ?? 0))).toBeLessThan(1e-12);
        });
      }),
    );
  });

  it("changes its sign when the two offers change places", () => {
    fc.assert(
      fc.property(row, row, weightRow, (offer, other, weights) => {
        const [there, back] = [differenceOf(offer, other, weights), differenceOf(other, offer, weights)];
        for (const id of criterionIds) expect(Math.abs(there[id] + back[id])).toBeLessThan(1e-12);
      }),
    );
  });

  it("explains five equal machines at different prices by price alone", () => {
    const machine = (price: number) => [price, 0.5, 0.7, 0.6, 0.5, 0.5];
    const first = machine(0.8);
    for (const price of [0.7, 0.65, 0.4, 0.1]) {
      const parts = differenceOf(machine(price), first, presets.balanced);
      expect(parts).toEqual({
        price: parts.price,
        vram: 0,
        throughput: 0,
        bandwidth: 0,
        availability: 0,
        reliability: 0,
      });
      expect(parts.price).toBeLessThan(0);
    }
  });
});
