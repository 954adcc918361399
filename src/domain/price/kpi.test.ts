import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { microUsdPerTflopHour } from "./kpi";

describe("unit costs", () => {
  it("computes the price of a TFLOP-hour", () => {
    expect(microUsdPerTflopHour(microUsd(3_990_000), 989.4)).toBe(4033);
    expect(microUsdPerTflopHour(microUsd(0), 312)).toBe(0);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a rate of %s", (rate) => {
    expect(() => microUsdPerTflopHour(microUsd(1), rate)).toThrow(/cannot divide/);
  });
});
