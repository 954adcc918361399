import { describe, expect, it } from "vitest";
import { microUsdPerMillionTokens, microUsdPerTflopHour } from "./kpi";
import { microUsd } from "./money";

describe("unit costs", () => {
  it("prices a TFLOP-hour", () => {
    expect(microUsdPerTflopHour(microUsd(3_990_000), 989.4)).toBe(4033);
    expect(microUsdPerTflopHour(microUsd(0), 312)).toBe(0);
  });

  it("prices a million tokens", () => {
    // 2.00 USD an hour at 1,000 tokens a second is 3.6 million tokens for 2.00 USD.
    expect(microUsdPerMillionTokens(microUsd(2_000_000), 1000)).toBe(555_556);
    expect(microUsdPerMillionTokens(microUsd(3_600_000), 1000)).toBe(1_000_000);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a rate of %s", (rate) => {
    expect(() => microUsdPerTflopHour(microUsd(1), rate)).toThrow(/cannot divide/);
    expect(() => microUsdPerMillionTokens(microUsd(1), rate)).toThrow(/cannot divide/);
  });
});
