import type { MoneyRange, Range } from "@/domain/search-parameters";

/** Values that a range lets through, both ends included. */
export type Bounds = { least: number; most: number };

/** How many decimals of a dollar a price is shown with, by its size: `from` micro-USD up to the next. */
const priceSizes = [
  { from: 0, decimals: 6 },
  { from: 100, decimals: 4 },
  { from: 1_000_000, decimals: 2 },
] as const;

const MICRO_DECIMALS = 6;

/** Decimals that a price is shown with: two from one dollar up (and for zero), four below, six under a hundredth of a cent. */
export function shownPriceDecimals(microUsd: number): number {
  const size = Math.abs(microUsd);
  if (size === 0) return 2;
  return priceSizes.findLast(({ from }) => size >= from)?.decimals ?? MICRO_DECIMALS;
}

/**
 * The prices that a person means by a range: those that are shown within it. A price is compared as it is shown (half rounds up),
 * or to the decimals of the bound where that has more: 4.19..4.19 finds 4.1899, which is shown as $4.19, and 4.1899..4.1899 finds
 * that one alone; ..2.5 lets through what is shown as $2.50 and nothing that is shown as $2.51.
 *
 * @returns whole micro-USD.
 */
export function priceBounds({ min, max }: MoneyRange): Bounds {
  return {
    least: min === null ? Number.NEGATIVE_INFINITY : leastShownFrom(min),
    most: max === null ? Number.POSITIVE_INFINITY : mostShownTo(max),
  };
}

/**
 * {@link priceBounds} for figures that are shown with at most `shownDecimals`: 62.7 GiB is shown as 63, and 63..63 finds it.
 */
export function figureBounds({ min, max }: Range, shownDecimals: number): Bounds {
  // A billionth of a step covers what binary fractions miss: the step's lower half belongs to the figure, its upper half does not.
  const halfStep = (bound: number) => 0.5 * 10 ** -Math.max(shownDecimals, decimalsOf(bound));
  return {
    least: min === null ? Number.NEGATIVE_INFINITY : min - halfStep(min) * (1 + 1e-9),
    most: max === null ? Number.POSITIVE_INFINITY : max + halfStep(max) * (1 - 1e-9),
  };
}

/**
 * A share of a whole as it is shown: rounded, but what falls short of the whole is never shown as the whole. 0.99951 is 0.999.
 */
export function shownShare(share: number, shownDecimals: number): number {
  const steps = 10 ** shownDecimals;
  const rounded = Math.round(share * steps) / steps;
  return share < 1 && rounded >= 1 ? 1 - 1 / steps : rounded;
}

/** {@link figureBounds} for shares that are shown as by {@link shownShare}: 1..1 finds the whole alone. */
export function shareBounds(range: Range, shownDecimals: number): Bounds {
  const { least, most } = figureBounds(range, shownDecimals);
  const isLastBelowWhole =
    range.max !== null && range.max < 1 && range.max === shownShare(0.999999999, shownDecimals);
  return {
    least: range.min === 1 ? 1 : least,
    most: isLastBelowWhole ? 1 - Number.EPSILON : most,
  };
}

function leastShownFrom(bound: number): number {
  for (const [place, { from, decimals }] of priceSizes.entries()) {
    const least = Math.max(from, Math.ceil(bound - stepOf(bound, decimals) / 2));
    if (least < (priceSizes[place + 1]?.from ?? Number.POSITIVE_INFINITY)) return least;
  }
  return bound;
}

function mostShownTo(bound: number): number {
  for (const [place, { from, decimals }] of [...priceSizes.entries()].reverse()) {
    const end = priceSizes[place + 1]?.from ?? Number.POSITIVE_INFINITY;
    const most = Math.min(end, Math.ceil(bound + stepOf(bound, decimals) / 2)) - 1;
    if (most >= from) return most;
  }
  return bound;
}

/** Micro-USD between two prices that are shown differently. */
function stepOf(bound: number, shownDecimals: number): number {
  const ownDecimals = MICRO_DECIMALS - zerosAtEnd(bound);
  return 10 ** (MICRO_DECIMALS - Math.max(shownDecimals, ownDecimals));
}

function zerosAtEnd(microUsd: number): number {
  let zeros = 0;
  while (zeros < MICRO_DECIMALS && microUsd % 10 ** (zeros + 1) === 0) zeros += 1;
  return zeros;
}

function decimalsOf(value: number): number {
  return String(value).split(".")[1]?.length ?? 0;
}
