import { describe, expect, it } from "vitest";
import { formatGib, formatMonths, formatNumber, formatShare } from "./number";

describe("figures", () => {
  it("use the grouping of the language, from four digits in both", () => {
    expect(formatNumber(1234, "en")).toBe("1,234");
    expect(formatNumber(1234, "es")).toBe("1.234");
  });

  it("show a decimal for a fractional card and none for a whole one", () => {
    expect(formatGib(80, "en")).toBe("80");
    expect(formatGib(22.5, "es")).toBe("22,5");
  });

  it("format a fraction as a percentage", () => {
    expect(formatShare(0.312, "en")).toBe("31%");
    expect(formatShare(0.312, "es", 1)).toMatch(/^31,2\s?%$/);
  });
});

it.each([
  [1, "1 month", "1 mes"],
  [12.44, "12.4 months", "12,4 meses"],
])("an age of %d months agrees with its number", (months, english, spanish) => {
  expect([formatMonths(months, "en"), formatMonths(months, "es")]).toEqual([english, spanish]);
});
