import { describe, expect, it } from "vitest";
import { criteria, criterionIds, presets, utilityOf, workloadPresets } from "./ranking-criteria";

describe("utilityOf", () => {
  it.each(criterionIds)("ranges from 0 at the worst end of %s to 1 at the best, and not beyond", (id) => {
    const { worst, best } = criteria[id];
    expect(utilityOf(id, worst)).toBe(0);
    expect(utilityOf(id, best)).toBe(1);
    expect(utilityOf(id, id === "price" ? worst * 2 : worst / 2)).toBe(0);
    expect(utilityOf(id, id === "price" ? best / 2 : best * 2)).toBe(1);
  });

  it("measures ratios on a log scale and differences on a linear one", () => {
    expect(utilityOf("price", 1_000_000)).toBeCloseTo(0.5, 12);
    expect(utilityOf("vram", 32) - utilityOf("vram", 16)).toBeCloseTo(1 / 7, 12);
    expect(utilityOf("throughput", 1024)).toBeCloseTo(8 / 11, 12);
    expect(utilityOf("bandwidth", 1024)).toBeCloseTo(3 / 8, 12);
    expect(utilityOf("reliability", 0.99)).toBeCloseTo(0.9, 12);
  });

  it("gives a missing figure the utility of its rule: neither 0 nor better than the middle", () => {
    expect(criterionIds.map((id) => utilityOf(id, null))).toEqual([0.25, 0.25, 0.25, 0.25, 0.25, 0.5]);
  });

  it("accepts 0 on either scale and refuses invalid numbers", () => {
    expect(utilityOf("price", 0)).toBe(1);
    expect(utilityOf("vram", 0)).toBe(0);
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => utilityOf("vram", value)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });
});

it.each(workloadPresets)("the weights of %s are positive and sum to 1", (preset) => {
  const weights = criterionIds.map((id) => presets[preset][id]);
  expect(weights.every((weight) => weight > 0)).toBe(true);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});
