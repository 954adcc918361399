import { describe, expect, it } from "vitest";
import { shownDistance } from "./shown-value";

describe("the distance from the best", () => {
  it("is that of the two figures as they are shown", () => {
    // Shown as 46.4 of 50.6: 8.3% less, while the scores are 8.2% apart.
    expect(shownDistance("score", 0.46443, 0.50599)).toBeCloseTo(46.4 / 50.6 - 1, 9);
    expect(shownDistance("pricePerGpu", 1_994_999, 1_845_001)).toBeCloseTo(1.99 / 1.85 - 1, 9);
    expect(shownDistance("pricePerTflop", 2345.6, 1234.5)).toBeCloseTo(2350 / 1230 - 1, 9);
    expect(shownDistance("vram", 22.49, 80)).toBeCloseTo(22.5 / 80 - 1, 9);
  });

  it("is their own where they are shown alike", () => {
    expect(shownDistance("pricePerGpu", 1_840_500, 1_840_000)).toBeCloseTo(0.00027, 5);
  });
});
