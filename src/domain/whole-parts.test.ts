import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeParts } from "./whole-parts";

const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);
const part = fc.oneof(fc.constant(0), fc.double({ min: -5000, max: 5000, noNaN: true }));
const list = fc.array(part, { minLength: 1, maxLength: 12 });

describe("wholeParts", () => {
  it("adds up to the rounded sum, and moves no part by a unit or more", () => {
    fc.assert(
      fc.property(list, (parts) => {
        const total = Math.round(sumOf(parts)) + 0;
        fc.pre(parts.some((one) => one !== 0));
        const whole = wholeParts(parts, total);
        expect(sumOf(whole)).toBe(total);
        expect(whole.every(Number.isInteger)).toBe(true);
        parts.forEach((one, index) => {
          expect(Math.abs((whole[index] ?? Number.NaN) - one)).toBeLessThan(1 + 1e-6);
        });
      }),
    );
  });

  it("adds up to the difference of two figures that were rounded each for itself", () => {
    fc.assert(
      fc.property(list, fc.double({ min: 0, max: 1000, noNaN: true }), (parts, other) => {
        fc.pre(parts.some((one) => one !== 0));
        const total = Math.round(other + sumOf(parts)) - Math.round(other) + 0;
        expect(sumOf(wholeParts(parts, total))).toBe(total);
      }),
    );
  });

  it("leaves 0 at 0 and whole parts as they are, in whatever order", () => {
    expect(wholeParts([0, 0.4, 0, 0.6], 1)).toEqual([0, 0, 0, 1]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (parts) => {
        expect(wholeParts(parts, sumOf(parts))).toEqual(parts.map((one) => one + 0));
      }),
    );
  });

  it("never turns a gain into a loss", () => {
    fc.assert(
      fc.property(list, (parts) => {
        const whole = wholeParts(parts, Math.round(sumOf(parts)));
        parts.forEach((one, index) => {
          expect((whole[index] ?? 0) * Math.sign(one)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  it("gives the missing unit to the part that lost most: 22.805 + 24.335 are 47.14, not 22.81 + 24.34", () => {
    expect(wholeParts([2280.5, 2433.5], 4714)).toEqual([2281, 2433]);
    expect(wholeParts([33.3, 33.3, 33.3], 100)).toEqual([34, 33, 33]);
  });
});
