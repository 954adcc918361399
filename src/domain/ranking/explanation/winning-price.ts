import { type MicroUsd, microUsd } from "@/domain/money";
import { scoreOf } from "../ranking";
import { criterionIds, type Weights } from "../ranking-criteria";
import { type CriterionScale, utilityOf } from "../reference-domain";

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

/** What a row has to come before. */
export type ToBeat = {
  score: number;
  microUsdPerGpuHour: number;
  /** Whether the row comes before it if both have the same score and the same price. */
  isBehindAtSamePrice: boolean;
};

/**
 * The highest price per GPU-hour at which a row comes before another, all else equal; null if no price is low enough, or every one
 * is. At the same score the cheaper one comes first.
 *
 * Bisection over whole micro-USD with the score function itself, so it is exact: one micro-USD more, and the row is behind.
 */
export function winningPrice(row: PricedRow, toBeat: ToBeat): MicroUsd | null {
  const wins = (price: number) => {
    const lead = scoreAtPrice(row, price) - toBeat.score;
    if (lead !== 0) return lead > 0;
    return price === toBeat.microUsdPerGpuHour
      ? toBeat.isBehindAtSamePrice
      : price < toBeat.microUsdPerGpuHour;
  };
  if (!wins(LOWEST) || wins(HIGHEST)) return null;
  let [winning, losing] = [LOWEST, HIGHEST];
  while (losing - winning > 1) {
    const middle = Math.floor((winning + losing) / 2);
    if (wins(middle)) winning = middle;
    else losing = middle;
  }
  return microUsd(winning);
}
