import { describe, expect, it } from "vitest";
import { FilterError, readFilter } from "./odata-filter";

const row = {
  armRegionName: "eastus",
  productName: "Virtual Machines NC Series Windows",
  retailPrice: 3.2,
  isPrimary: true,
};
const fields = new Map(Object.keys(row).map((name) => [name, name]));
const test = (filter: string) => readFilter(filter, fields)(row);

describe("readFilter", () => {
  it.each([
    ["armRegionName eq 'eastus'", true],
    ["armRegionName eq 'EastUS'", false],
    ["armRegionName ne 'eastus'", false],
    ["contains(productName, 'Windows')", true],
    ["contains(productName,'Windows') eq false", false],
    ["startswith(productName,'Virtual') and endswith(productName,'Windows')", true],
    ["armRegionName eq 'x' or retailPrice gt 3", true],
    ["armRegionName eq 'x' and armRegionName eq 'y' or retailPrice gt 3", true],
    ["armRegionName eq 'x' and (armRegionName eq 'y' or retailPrice gt 3)", false],
    ["not contains(productName,'Linux')", true],
    ["retailPrice le 3.2 and retailPrice ge 3.2 and isPrimary eq true", true],
    ["productName eq 'it''s'", false],
  ])("%s is %s", (filter, expected) => {
    expect(test(filter)).toBe(expected);
  });

  it.each([
    "nope eq 'x'",
    "armRegionName eq",
    "contains(productName",
    "armRegionName eq 'a' ;",
    "like(productName,'x')",
  ])("refuses %s", (filter) => {
    expect(() => test(filter)).toThrow(FilterError);
  });
});
