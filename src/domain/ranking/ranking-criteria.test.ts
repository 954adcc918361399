import { expect, it } from "vitest";
import { criterionIds, presets, workloadPresets } from "./ranking-criteria";

it.each(workloadPresets)("the weights of %s are none below zero and sum to 1", (preset) => {
  const weights = criterionIds.map((id) => presets[preset][id]);
  expect(weights.every((weight) => weight >= 0)).toBe(true);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});
