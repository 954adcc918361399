import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd, writeUsd } from "@/domain/money";
import { moneyRange, range } from "@/domain/search-parameters";
import { figureBounds, priceBounds, shareBounds, shownPriceDecimals, shownShare } from "./shown-bounds";

/** A price as it is shown, by whole numbers: half rounds up. */
function shown(micro: number): string {
  const decimals = shownPriceDecimals(micro);
  const step = 10 ** (6 - decimals);
  const steps = String(Math.floor((micro + step / 2) / step)).padStart(decimals + 1, "0");
  return `${steps.slice(0, -decimals)}.${steps.slice(-decimals)}`;
}

function finds(text: string, micro: number): boolean {
  const { least, most } = priceBounds(moneyRange.parse(text));
  return micro >= least && micro <= most;
}

const price = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.integer({ min: 1, max: 2_000_000 }),
  fc.integer({ min: 990_000, max: 1_010_000 }),
  fc.integer({ min: 1, max: 500_000_000 }),
);

describe("priceBounds", () => {
  it.each([
    ["4.19..4.19", 4_189_900, true],
    ["4.19..4.19", 4_190_000, true],
    ["4.19..4.19", 4_185_000, true],
    ["4.19..4.19", 4_184_999, false],
    ["4.19..4.19", 4_195_000, false],
    ["4.1899..4.1899", 4_189_900, true],
    ["4.1899..4.1899", 4_190_000, false],
    ["..2.5", 2_504_999, true],
    ["..2.5", 2_505_000, false],
    ["..2.5", 2_540_000, false],
    ["..3", 3_400_000, false],
    ["0.22..", 219_000, false],
    ["0.22..", 219_950, true],
    ["1..1", 999_999, true],
    ["..1", 999_999, true],
    ["1..", 999_949, false],
    ["0.0001..0.0001", 149, true],
    ["0.000050..0.00005", 50, true],
  ])("%s, a price of %d micro-USD: %s", (text, micro, isFound) => {
    expect(finds(text, micro)).toBe(isFound);
  });

  it("finds every price by the text that it is shown as, and by its exact text", () => {
    fc.assert(
      fc.property(price, (micro) => {
        expect(finds(`${shown(micro)}..${shown(micro)}`, micro)).toBe(true);
        const exact = writeUsd(microUsd(micro));
        expect(finds(`${exact}..${exact}`, micro)).toBe(true);
        expect(finds(exact, micro)).toBe(true);
      }),
    );
  });

  it("lets through what is shown within the range and nothing that is shown outside", () => {
    fc.assert(
      fc.property(price, price, (bound, micro) => {
        const [limit, value] = [Number(shown(bound)), Number(shown(micro))];
        // As many decimals as the price is shown with, or fewer: the bound is compared with what is shown.
        fc.pre(shownPriceDecimals(bound) <= shownPriceDecimals(micro));
        expect(finds(`..${shown(bound)}`, micro)).toBe(value <= limit);
        expect(finds(`${shown(bound)}..`, micro)).toBe(value >= limit);
      }),
    );
  });
});

describe("figureBounds", () => {
  it.each([
    ["63..63", 62.7, 0, true],
    ["63..63", 62.5, 0, true],
    ["62..62", 62.5, 0, false],
    ["62.7..62.7", 62.7, 0, true],
    ["62.7..62.7", 63, 0, false],
    ["0.97..0.97", 0.9695, 3, true],
    ["0.97..0.97", 0.96949, 3, false],
    ["0.97..0.97", 0.96996, 3, true],
    ["0.063..0.063", 0.0625, 3, true],
    ["8", 8, 3, true],
  ])("%s, a figure of %d shown with %d decimals: %s", (text, value, decimals, isFound) => {
    const { least, most } = figureBounds(range.parse(text), decimals);
    expect(value >= least && value <= most).toBe(isFound);
  });
});

describe("shareBounds", () => {
  it.each([
    [1, 1],
    [0.9995085, 0.999],
    [0.99999999, 0.999],
    [0.9994, 0.999],
    [0.97, 0.97],
    [0, 0],
  ])("a share of %d is shown as %d, and is found by that alone", (share, shown) => {
    expect(shownShare(share, 3)).toBeCloseTo(shown, 12);
    const finds = (one: number) => {
      const { least, most } = shareBounds({ min: one, max: one }, 3);
      return share >= least && share <= most;
    };
    expect([0, 0.97, 0.998, 0.999, 1].filter(finds)).toEqual([shown]);
  });
});
