import { describe, expect, it } from "vitest";
import { placeOn, scaleOf } from "./price-scale";

const range = (low: number | null, high: number | null) => ({ lowerQuartile: low, upperQuartile: high });

describe("scaleOf", () => {
  it("reaches from the lowest to the highest quartile, which are its ends", () => {
    const scale = scaleOf([range(2, 8), range(null, null), range(4, 32)]);
    expect(scale).toEqual({ from: 2, to: 32 });
    expect([2, 8, 32].map((price) => scale && placeOn(scale, price))).toEqual([0, 50, 100]);
  });

  it("is null where no GPU has a range, so no ends are named", () => {
    expect(scaleOf([range(null, null)])).toBeNull();
  });
});
