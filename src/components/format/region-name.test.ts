import { describe, expect, it } from "vitest";
import { regionName } from "./region-name";

describe("regionName", () => {
  it.each([
    ["Sweden, SE", "SE", "Suecia", "Sweden"],
    ["United Kingdom, GB", "GB", "Reino Unido", "United Kingdom"],
    ["Czech Republic, CZ", "CZ", "Chequia", "Czechia"],
    ["CN", "CN", "China", "China"],
    ["US", null, "Estados Unidos", "United States"],
  ])("%s is a country and is named in the language of the reader", (region, country, spanish, english) => {
    expect(regionName(region, country, "es")).toBe(spanish);
    expect(regionName(region, country, "en")).toBe(english);
  });

  it.each([
    ["Quebec, CA", "CA"],
    ["Georgia, US", "US"],
    ["eu-north-1", "SE"],
    ["CA", "US"],
    ["FIN-01", "FI"],
    ["", null],
  ])("%j is not a country and stays as stated", (region, country) => {
    expect(regionName(region, country, "es")).toBe(region);
  });
});
