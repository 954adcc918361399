import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { blendedMicroUsd, tokenRatio } from "./token-ratio";

describe("blendedMicroUsd", () => {
  const price = { inputMicroUsd: microUsd(150_000), outputMicroUsd: microUsd(600_000) };

  it.each([
    ["3:1", 262_500],
    ["1:1", 375_000],
    ["1:0", 150_000],
    ["0:1", 600_000],
    ["1:2", 450_000],
  ])("weights the prices by %s", (text, blended) => {
    expect(blendedMicroUsd(price, tokenRatio.parse(text))).toBe(blended);
  });

  it.each([
    [0, 1, 0],
    [1, 2, 2],
    [2, 3, 2],
  ])("rounds the mean of %d and %d half-even to %d", (input, output, blended) => {
    const cents = { inputMicroUsd: microUsd(input), outputMicroUsd: microUsd(output) };
    expect(blendedMicroUsd(cents, { input: 1, output: 1 })).toBe(blended);
  });

  it("lies between the two prices whatever the ratio", () => {
    const rate = fc.integer({ min: 0, max: 1e12 }).map(microUsd);
    const part = fc.integer({ min: 0, max: 9999 });
    fc.assert(
      fc.property(rate, rate, part, part, (inputMicroUsd, outputMicroUsd, input, output) => {
        fc.pre(input + output > 0);
        const blended = blendedMicroUsd({ inputMicroUsd, outputMicroUsd }, { input, output });
        expect(blended).toBeGreaterThanOrEqual(Math.min(inputMicroUsd, outputMicroUsd));
        expect(blended).toBeLessThanOrEqual(Math.max(inputMicroUsd, outputMicroUsd));
      }),
    );
  });

  it.each(["3", "3:1:1", "-1:1", "3.5:1", "0:0", "a:b", "99999:1"])("refuses the ratio %s", (text) => {
    expect(tokenRatio.safeParse(text).success).toBe(false);
  });
});
