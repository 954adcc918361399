import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addResidual, conformalHalfWidth, createResiduals, learnUntil } from "./conformal";

describe("conformal residuals", () => {
  it("give no width until there are enough of them, then the next larger residual", () => {
    const residuals = createResiduals();
    const widths = [5, 1, 4, 2, 3].map((residual, index) => {
      addResidual(residuals, index, residual);
      learnUntil(residuals, index);
      return conformalHalfWidth(residuals, 0.8);
    });
    // ceil(0.8 (n + 1)) is greater than n for up to three residuals.
    expect(widths).toEqual([null, null, null, 5, 5]);
    expect(conformalHalfWidth(residuals, 0.5)).toBe(3);
  });

  it("count only after they are known", () => {
    const residuals = createResiduals();
    addResidual(residuals, 24, 7);
    addResidual(residuals, 25, 1);
    learnUntil(residuals, 23);
    expect(residuals.known).toEqual([]);
    learnUntil(residuals, 24);
    expect(residuals.known).toEqual([7]);
    learnUntil(residuals, 25);
    expect(residuals.known).toEqual([1, 7]);
  });

  it("stay in ascending order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true })), (some) => {
        const residuals = createResiduals();
        for (const [index, residual] of some.entries()) addResidual(residuals, index, residual);
        learnUntil(residuals, some.length);
        expect(residuals.known).toEqual([...some].sort((a, b) => a - b));
      }),
    );
  });
});
