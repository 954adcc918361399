import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "./errors";
import { divideMicroUsd, microUsd, parseMicroUsd, roundMicroUsd, toCents, writeUsd } from "./money";

describe("parseMicroUsd", () => {
  it.each([
    ["2.397", 2_397_000],
    ["55.0400000000", 55_040_000],
    ["0.29", 290_000],
    ["-1.5", -1_500_000],
    [" 7 ", 7_000_000],
    ["0.0000005", 0],
    ["0.0000015", 2],
    ["0.00000050000001", 1],
    [0.1, 100_000],
    [1e-7, 0],
    [0.123, 123_000],
  ])("reads %j as %d", (given, expected) => {
    expect(parseMicroUsd(given)).toBe(expected);
  });

  it.each(["", "2,49", "1e3", "NaN", "$2", "1.2.3", "Infinity", "0x10", "9".repeat(20)])(
    "refuses %j",
    (given) => {
      expect(() => parseMicroUsd(given)).toThrow(AppError);
    },
  );

  it("reads back every whole number of micro-USD that is written as a decimal", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (micro) => {
        const digits = String(micro).padStart(7, "0");
        expect(parseMicroUsd(`${digits.slice(0, -6)}.${digits.slice(-6)}`)).toBe(micro);
      }),
    );
  });
});

describe("writeUsd", () => {
  it.each([
    [0, "0"],
    [1, "0.000001"],
    [10_000_000, "10"],
    [4_189_900, "4.1899"],
    [Number.MAX_SAFE_INTEGER, "9007199254.740991"],
  ])("writes %d as %s", (amount, text) => expect(writeUsd(microUsd(amount))).toBe(text));

  it("is read back as the same amount, and written again as the same text", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amount) => {
        const text = writeUsd(microUsd(amount));
        expect(parseMicroUsd(text)).toBe(amount);
        expect(writeUsd(parseMicroUsd(text))).toBe(text);
      }),
    );
  });
});

describe("rounding", () => {
  it.each([
    [5_000, 0],
    [15_000, 2],
    [25_000, 2],
    [25_001, 3],
    [-5_000, 0],
  ])("rounds %d micro-USD to %d cents, half to even", (micro, cents) => {
    expect(toCents(microUsd(micro)) + 0).toBe(cents);
  });

  it("divides with half-even rounding and refuses to divide by zero", () => {
    expect(divideMicroUsd(microUsd(5), 2)).toBe(2);
    expect(divideMicroUsd(microUsd(7), 2)).toBe(4);
    expect(() => divideMicroUsd(microUsd(1), 0)).toThrow(/divide/);
  });

  it("refuses a fraction of a micro-USD", () => {
    expect(() => microUsd(0.5)).toThrow(AppError);
  });
});

describe("roundMicroUsd", () => {
  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.4999, 2],
    [-0.5, 0],
  ])("rounds %d to %d, half to even", (amount, rounded) => expect(roundMicroUsd(amount)).toBe(rounded));

  it("refuses a value that is not finite or not exact", () => {
    expect(() => roundMicroUsd(Number.NaN)).toThrow(AppError);
    expect(() => roundMicroUsd(1e17)).toThrow(AppError);
  });
});
