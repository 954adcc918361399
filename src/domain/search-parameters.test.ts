import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { microUsd } from "./money";
import {
  moneyRange,
  names,
  range,
  readFields,
  sortBy,
  writeMoneyRange,
  writeNames,
  writeRange,
  writeSort,
} from "./search-parameters";

const fields = { provider: names, vram: range, sort: sortBy(["count", "discount"]) };

describe("readFields", () => {
  it("reads what it understands, names the rest, and leaves what others read", () => {
    const given = { provider: ["runpod", "vastai"], vram: "much", q: "h100", view: "cards", sort: undefined };
    expect(readFields(fields, given, ["view"])).toEqual({
      read: { provider: ["runpod", "vastai"] },
      issues: [
        { field: "vram", code: "range_form", parameters: {} },
        { field: "q", code: "unknown_parameter", parameters: {} },
      ],
    });
  });

  it("knows no parameter by what every object has", () => {
    for (const field of ["constructor", "toString", "__proto__"])
      expect(readFields(fields, Object.fromEntries([[field, "1"]])).issues).toMatchObject([{ field }]);
  });

  it("takes an empty text for none", () => {
    expect(readFields({ q: z.string().min(1) }, { q: "" })).toEqual({ read: {}, issues: [] });
  });
});

describe("what is written is read", () => {
  it("names with commas and percent signs", () => {
    const item = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        expect(names.parse(writeNames(items))).toEqual(items);
      }),
    );
  });

  it.each([
    [{ min: 24, max: 80 }, "24..80"],
    [{ min: 24, max: null }, "24.."],
    [{ min: null, max: 2.5 }, "..2.5"],
  ])("the range %j", (bounds, text) => {
    expect(writeRange(bounds)).toBe(text);
    expect(range.parse(text)).toEqual(bounds);
  });

  it("a range of amounts, to the millionth of a dollar", () => {
    const amount = fc.option(fc.integer({ min: 0, max: 999_999_999_999_999 }).map(microUsd));
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const isTurned = one !== null && other !== null && one > other;
        const bounds = isTurned ? { min: other, max: one } : { min: one, max: other };
        fc.pre(one !== null || other !== null);
        expect(moneyRange.parse(writeMoneyRange(bounds))).toEqual(bounds);
      }),
    );
  });

  it.each(["count", "-count", "discount", "-discount"])("the order %s", (text) => {
    expect(writeSort(sortBy(["count", "discount"]).parse(text))).toBe(text);
  });
});
