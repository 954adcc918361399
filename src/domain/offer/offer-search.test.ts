import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cheapestSort,
  emptySearch,
  parseSearch,
  searchParameterNames,
  writeKeptSearch,
  writeSearch,
} from "./offer-search";

describe("parseSearch", () => {
  it("without parameters is the whole market by score", () => {
    expect(parseSearch({})).toEqual({ search: emptySearch, issues: [] });
  });

  it.each([
    [{ gpu: "h100-sxm-80, a100-sxm-80" }, { gpu: ["h100-sxm-80", "a100-sxm-80"] }],
    [{ gpu: ["h100-sxm-80", "t4-16"] }, { gpu: ["h100-sxm-80", "t4-16"] }],
    [{ vram: "24..80" }, { vram: { min: 24, max: 80 } }],
    [{ vram: "24.." }, { vram: { min: 24, max: null } }],
    [{ region: "Texas%2C US,eu-west-1" }, { region: ["Texas, US", "eu-west-1"] }],
    [{ price: "..2.5" }, { price: { min: null, max: 2_500_000 } }],
    [{ price: "0.29..4.1899" }, { price: { min: 290_000, max: 4_189_900 } }],
    [{ hourly: "33.52" }, { hourly: { min: 33_520_000, max: 33_520_000 } }],
    [{ count: "8" }, { count: { min: 8, max: 8 } }],
    [{ sort: "-price" }, { sort: "price", descending: true }],
    [{ country: "us" }, { country: ["US"] }],
    [{ country: "unknown,de" }, { country: ["unknown", "DE"] }],
    [
      { weights: "price:3,vram:1" },
      { weights: { price: 3, vram: 1, throughput: 0, bandwidth: 0, availability: 0, reliability: 0 } },
    ],
    [
      { page: "2", limit: "50" },
      { page: 2, limit: 50 },
    ],
  ])("reads %j", (parameters, expected) => {
    const { search, issues } = parseSearch(parameters);
    expect(issues).toEqual([]);
    expect(search).toMatchObject(expected);
  });

  it.each([
    [{ vram: "lots" }, "vram", "range_form"],
    [{ vram: "80..24" }, "vram", "range_reversed"],
    [{ vram: "-5" }, "vram", "range_form"],
    [{ price: "NaN" }, "price", "money_range_form"],
    [{ sort: "beauty" }, "sort", "not_an_option"],
    [{ availability: "maybe" }, "availability", "not_an_option"],
    [{ country: "United States" }, "country", "country_form"],
    [{ weights: "price:-1" }, "weights", "weights_form"],
    [{ weights: "price:0" }, "weights", "weights_zero"],
    [{ weights: "colour:1" }, "weights", "not_an_option"],
    [{ weights: "price" }, "weights", "weights_form"],
    [{ weights: "price,vram:1" }, "weights", "weights_form"],
    [{ weights: "price:1:9" }, "weights", "weights_form"],
    [{ weights: "price:1,price:5" }, "weights", "weights_repeated"],
    [{ page: "0x10" }, "page", "not_whole"],
    [{ page: "0" }, "page", "out_of_range"],
    [{ limit: "1000000000" }, "limit", "not_whole"],
    [{ group: "colour" }, "group", "not_an_option"],
    [{ nonsense: "1" }, "nonsense", "unknown_parameter"],
    [{ constructor: "1" }, "constructor", "unknown_parameter"],
    [{ __proto__: null, toString: "1" }, "toString", "unknown_parameter"],
    [{ q: "x".repeat(101) }, "q", "too_long"],
    [{ gpu: "a,".repeat(2000) }, "gpu", "too_long"],
  ])("keeps the default for %j and says by code what is wrong with the field", (parameters, field, code) => {
    const { search, issues } = parseSearch(parameters as Record<string, string>);
    expect(issues).toMatchObject([{ field, code }]);
    expect(search).toEqual(emptySearch);
  });

  it("keeps the good parameters beside a bad one", () => {
    expect(parseSearch({ vram: "lots", pricing: "spot" }).search.pricing).toBe("spot");
  });

  it("never throws and always gives a whole search", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.constantFrom(...searchParameterNames), fc.string()), fc.string()),
        (parameters) => {
          expect(Object.keys(parseSearch(parameters).search).sort()).toEqual(Object.keys(emptySearch).sort());
        },
      ),
    );
  });

  it("answers hostile text at once", () => {
    const started = performance.now();
    for (const name of searchParameterNames) parseSearch({ [name]: `${"9".repeat(50_000)}.` });
    // A bound on growth, not a speed: a backtracking pattern needs minutes here.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("writeSearch", () => {
  it("leaves defaults out", () => {
    expect(writeSearch(emptySearch).toString()).toBe("");
  });

  it("is read back as the same search", () => {
    const parameters = fc.record(
      {
        q: fc.constantFrom("h100", "us east"),
        gpu: fc.constantFrom("h100-sxm-80", "t4-16,l4-24"),
        pricing: fc.constantFrom("spot", "on_demand"),
        vram: fc.constantFrom("24..80", "24..", "..80", "48"),
        price: fc.constantFrom("..2.5", "0.1..9", "0.000001..999999999.999999"),
        hourly: fc.constantFrom("33.520", "1.1.."),
        country: fc.constantFrom("US", "US,DE"),
        region: fc.constantFrom("eu-west-1", "Texas%2C US", "Texas%2C US,100%25"),
        availability: fc.constantFrom("available", "available,limited"),
        preset: fc.constantFrom("training", "inference"),
        weights: fc.constantFrom("price:3,vram:1", "reliability:1"),
        sort: fc.constantFrom("price", "-price", "-score", "vram"),
        group: fc.constantFrom("gpu", "provider"),
        page: fc.constantFrom("2", "7"),
        limit: fc.constantFrom("50", "1000"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(parameters, (given) => {
        const { search, issues } = parseSearch(given);
        expect(issues).toEqual([]);
        expect(parseSearch(Object.fromEntries(writeSearch(search)))).toEqual({ search, issues: [] });
      }),
    );
  });
});

it("a link to keep names its reference, and a search that is written for the page does not while it is the current one", () => {
  expect(writeSearch(emptySearch).toString()).toBe("");
  expect(writeKeptSearch(emptySearch).toString()).toBe(`reference=${emptySearch.reference}`);
  const { search, issues } = parseSearch(Object.fromEntries(writeKeptSearch({ ...emptySearch, q: "h100" })));
  expect([search, issues]).toEqual([{ ...emptySearch, q: "h100" }, []]);
});

it("cheapest is the price of a GPU, and of the whole machine where it has to hold a model", () => {
  expect(cheapestSort(parseSearch({}).search)).toBe("price");
  expect(cheapestSort(parseSearch({ model: "70b" }).search)).toBe("hourly");
});
