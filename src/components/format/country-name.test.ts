import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locales } from "@/locale/locales";
import { countryName } from "./country-name";

describe("countryName", () => {
  it("names a country in the language of the reader", () => {
    expect([countryName("DE", "en"), countryName("de", "es")]).toEqual(["Germany", "Alemania"]);
  });

  it.each(["", "unknown", "U", "USA", "US-CA", "\u0000\u0000", "\uD800", "ÄÖ"])(
    "returns %j as it is",
    (text) => {
      for (const locale of locales) expect(countryName(text, locale)).toBe(text);
    },
  );

  it("never throws, whatever the data holds", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.string({ maxLength: 3 }));
    fc.assert(fc.property(text, (code) => typeof countryName(code, "en") === "string"));
  });
});
