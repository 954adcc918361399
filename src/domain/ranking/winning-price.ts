import { type MicroUsd, microUsd } from "@/domain/money";
import { scoreOf } from "./ranking";
import { criterionIds, type Weights } from "./ranking-criteria";
import { type CriterionScale, utilityOf } from "./reference-domain";

const LOWEST = 1;
/** More than anybody asks for a GPU-hour: beyond the worst end of every price scale. */
const HIGHEST = 1_000_000_000_000;
const priceIndex = criterionIds.indexOf("price");

export type PricedRow = {
  /** In the order of `criterionIds`. */
  utilities: readonly number[];
  weights: Weights;
  priceScale: CriterionScale | null;
  /** Logarithm of the factor by which the price ranks dearer for its age. */
  ageLog: number;
};

/** The score that a row would have at another price per GPU-hour, all else equal. It never rises with the price. */
export function scoreAtPrice({ utilities, weights, priceScale, ageLog }: PricedRow, price: number): number {
  const utility = utilityOf(priceScale, Math.log(price) + ageLog);
  return scoreOf(
    utilities.map((own, index) => (index === priceIndex ? utility : own)),
    weights,
  );
}

/**
 * The highest price per GPU-hour at which a row's score is above another score, all else equal; null if no price is low enough.
 *
 * Bisection over whole micro-USD with the score function itself, so it is exact: one micro-USD more, and the row is not above.
 */
export function winningPrice(row: PricedRow, scoreToBeat: number): MicroUsd | null {
  return highest((price) => scoreAtPrice(row, price) > scoreToBeat);
}

/** The highest price per GPU-hour at which a row's score is still not below another score; null if every price is below it. */
export function holdingPrice(row: PricedRow, scoreToHold: number): MicroUsd | null {
  return highest((price) => scoreAtPrice(row, price) >= scoreToHold);
}

function highest(holds: (price: number) => boolean): MicroUsd | null {
  if (!holds(LOWEST) || holds(HIGHEST)) return null;
  let [winning, losing] = [LOWEST, HIGHEST];
  while (losing - winning > 1) {
    const middle = Math.floor((winning + losing) / 2);
    if (holds(middle)) winning = middle;
    else losing = middle;
  }
  return microUsd(winning);
}
