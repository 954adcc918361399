import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, writeSearch } from "@/domain/offer/offer-search";
import { readEnds, writeEnds } from "./range-ends";

const english = { locale: "en", places: 0 } as const;
const percent = { locale: "en", places: 2 } as const;

describe("readEnds", () => {
  it.each([
    [{ min: "4.19", max: "4.19" }, english, "4.19..4.19"],
    [{ min: "4,19", max: "" }, { locale: "es", places: 0 } as const, "4.19.."],
    [{ min: "", max: "2.50" }, english, "..2.5"],
    [{ min: " ", max: "" }, english, ""],
    [{ min: "97", max: "99.5" }, percent, "0.97..0.995"],
    [{ min: "0.5", max: "100" }, percent, "0.005..1"],
  ])("reads %j as %s", (ends, notation, text) => expect(readEnds(ends, notation)).toBe(text));

  it.each(["-5", "1e309", "1e5", "Infinity", "NaN", "abc", "\u0000", "\uD800", "٤", "1,234", "$4"])(
    "refuses %j instead of dropping it",
    (typed) => {
      expect(readEnds({ min: typed, max: "" }, english)).toBeNull();
    },
  );

  it("reads what it wrote: any range of prices and of percents, in both languages", () => {
    const bound = fc.option(
      fc.integer({ min: 0, max: 99_999_999 }).map((units) => units / 10_000),
      { nil: null },
    );
    fc.assert(
      fc.property(bound, bound, fc.constantFrom("en", "es"), (one, other, locale) => {
        const [low, high] = one !== null && other !== null && one > other ? [other, one] : [one, other];
        const { search } = parseSearch({ price: `${low ?? ""}..${high ?? ""}` });
        const text = writeSearch(search).get("price") ?? "";
        for (const places of [0, 2])
          expect(readEnds(writeEnds(text, { locale, places }), { locale, places })).toBe(text);
      }),
    );
  });
});
