import fc from "fast-check";
import { expect, it } from "vitest";
import { namedCauses, roundedParts, tenthsOf } from "./rounded-points";

it("parts add up on the screen to the difference of the scores on the screen, and 0 stays 0", () => {
  const part = fc.oneof(fc.constant(0), fc.double({ min: -0.1, max: 0.1, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 6, maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (parts, other) => {
        fc.pre(parts.some((one) => one !== 0));
        const score = other + parts.reduce((sum, one) => sum + one, 0);
        const rounded = roundedParts(parts, score, other);
        expect(rounded.reduce((sum, one) => sum + one, 0)).toBe(tenthsOf(score) - tenthsOf(other));
        parts.forEach((one, index) => {
          if (one === 0) expect(rounded[index]).toBe(0);
          expect(Math.abs((rounded[index] ?? 9) - one * 1000)).toBeLessThanOrEqual(1.5);
        });
      },
    ),
  );
});

it("names only criteria whose points are shown, and of causes that are all too small the heaviest", () => {
  const causes = (parts: number[], gap: number) => namedCauses(parts, 0.5 + gap, 0.5, gap > 0);
  expect(causes([-0.1, 0, 0.0001, 0.0002, 0, 0], -0.0997)).toEqual({
    causes: ["price"],
    others: [],
    isAll: true,
  });
  expect(causes([-0.1, -0.0001, 0.02, 0, 0, 0], -0.0801)).toEqual({
    causes: ["price"],
    others: ["throughput"],
    isAll: false,
  });
  expect(causes([0.0001, 0.0002, 0, 0, 0, 0], 0.0003)).toEqual({
    causes: ["vram"],
    others: [],
    isAll: false,
  });
  expect(causes([0, 0, 0, 0, 0, 0], 0)).toEqual({ causes: [], others: [], isAll: true });
});
