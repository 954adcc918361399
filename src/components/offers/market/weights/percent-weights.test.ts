import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCriterion } from "@/domain/ranking/each-criterion";
import { criterionIds, presets, type Weights, workloadPresets } from "@/domain/ranking/ranking-criteria";
import { percentWeights, withPercent } from "./percent-weights";

const sumOf = (weights: Weights) => criterionIds.reduce((sum, id) => sum + weights[id], 0);
const anyWeights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 })
  .filter((values) => values.some((value) => value > 0))
  .map((values) => eachCriterion((_, index) => values[index] ?? 0));

describe("percentWeights", () => {
  it.each(workloadPresets)("shows the preset %s as it is written", (preset) => {
    expect(percentWeights(presets[preset])).toEqual(
      eachCriterion((id) => Math.round(presets[preset][id] * 100)),
    );
  });

  it("returns non-negative whole numbers that sum to 100", () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const percents = percentWeights(weights);
        expect(sumOf(percents)).toBe(100);
        expect(criterionIds.every((id) => Number.isInteger(percents[id]) && percents[id] >= 0)).toBe(true);
      }),
    );
  });
});

describe("withPercent", () => {
  it("keeps the value of the moved slider and a sum of 100", () => {
    fc.assert(
      fc.property(
        anyWeights,
        fc.constantFrom(...criterionIds),
        fc.integer({ min: 0, max: 100 }),
        (weights, id, percent) => {
          const percents = withPercent(percentWeights(weights), id, percent);
          expect(percents[id]).toBe(percent);
          expect(sumOf(percents)).toBe(100);
          expect(criterionIds.every((other) => percents[other] >= 0)).toBe(true);
        },
      ),
    );
  });

  it("distributes equally what a criterion that had all the weight gives up", () => {
    const all: Weights = {
      price: 100,
      vram: 0,
      throughput: 0,
      bandwidth: 0,
      availability: 0,
      reliability: 0,
    };
    expect(withPercent(all, "price", 50)).toEqual({
      price: 50,
      vram: 10,
      throughput: 10,
      bandwidth: 10,
      availability: 10,
      reliability: 10,
    });
  });
});
