import { describe, expect, it } from "vitest";
import { readCents, readDecimal, writeCents, writeDecimal } from "./read-decimal";

describe("readDecimal", () => {
  it.each([
    ["12", "en", "12"],
    [" 12.40 ", "en", "12.40"],
    ["12,40", "en", "12.40"],
    ["12,40", "es", "12.40"],
    ["12.40", "es", "12.40"],
    ["-3", "en", "-3"],
    ["0.125", "es", "0.125"],
    ["1.234", "en", "1.234"],
    ["1,234", "es", "1.234"],
  ] as const)("%s in %s is %s", (typed, locale, plain) => expect(readDecimal(typed, locale)).toBe(plain));

  it.each([
    ["1,234", "en"],
    ["1.234", "es"],
    ["1,234.50", "en"],
    ["", "en"],
    ["12x", "en"],
    ["1e3", "en"],
    [".5", "en"],
    ["5.", "en"],
  ] as const)("%s in %s is refused", (typed, locale) => expect(readDecimal(typed, locale)).toBeNull());

  it("reads what it writes", () => {
    for (const locale of ["en", "es"] as const)
      for (const value of [0, 7, 0.5, 12.25, 1234.5])
        expect(Number(readDecimal(writeDecimal(value, locale), locale))).toBe(value);
  });
});

describe("readCents", () => {
  it.each([
    ["25", "en", 2500],
    ["$25.00", "en", 2500],
    ["46,00", "es", 4600],
    ["0.29", "en", 29],
    ["12.4", "en", 1240],
  ] as const)("%s in %s is %i", (typed, locale, cents) => expect(readCents(typed, locale)).toBe(cents));

  it.each(["0.125", "12.345", "ten", "", "999999999999999.99"])("%s is refused, never rounded", (typed) =>
    expect(readCents(typed, "en")).toBeNull(),
  );

  it("reads what it writes", () => {
    for (const locale of ["en", "es"] as const)
      for (const cents of [0, 1, 29, 1240, 999_999])
        expect(readCents(writeCents(cents, locale), locale)).toBe(cents);
  });
});
