import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conformalHalfWidth, createResiduals, learnUntil, noteResidual } from "./conformal";

describe("conformal residuals", () => {
  it("promise nothing until there are enough of them, and take the next larger one then", () => {
    const residuals = createResiduals();
    const widths = [5, 1, 4, 2, 3].map((residual, index) => {
      noteResidual(residuals, index, residual);
      learnUntil(residuals, index);
      return conformalHalfWidth(residuals, 0.8);
    });
    // ceil(0.8 (n + 1)) is above n up to three residuals.
    expect(widths).toEqual([null, null, null, 5, 5]);
    expect(conformalHalfWidth(residuals, 0.5)).toBe(3);
  });

  it("count only once they are known", () => {
    const residuals = createResiduals();
    noteResidual(residuals, 24, 7);
    noteResidual(residuals, 25, 1);
    learnUntil(residuals, 23);
    expect(residuals.known).toEqual([]);
    learnUntil(residuals, 24);
    expect(residuals.known).toEqual([7]);
    learnUntil(residuals, 25);
    expect(residuals.known).toEqual([1, 7]);
  });

  it("stay in rising order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true })), (some) => {
        const residuals = createResiduals();
        for (const [index, residual] of some.entries()) noteResidual(residuals, index, residual);
        learnUntil(residuals, some.length);
        expect(residuals.known).toEqual([...some].sort((a, b) => a - b));
      }),
    );
  });
});
