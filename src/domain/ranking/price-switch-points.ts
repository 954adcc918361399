import { type MicroUsd, microUsd } from "@/domain/money";
import { scoreOf } from "./ranking";
import { criteria, criterionIds, utilityOf, type Weights } from "./ranking-criteria";

/**
 * The highest price per GPU-hour at which each runner-up would take first place, all else equal.
 *
 * A score never falls when the price falls, so all prices up to a certain one win. Bisection over whole micro-USD finds that price
 * with the score function itself, so it is exact to one micro-USD. Null if no price of the reference domain wins.
 *
 * @param columns    one per criterion in the order of `criterionIds`, n utilities each.
 * @param firstIndex the row in first place under `weights`.
 * @param runnerUps  rows; the result is aligned with them.
 */
export function priceSwitchPoints(
  columns: readonly Float64Array[],
  firstIndex: number,
  runnerUps: readonly number[],
  weights: Weights,
): (MicroUsd | null)[] {
  const utilitiesAt = (row: number) => columns.map((column) => column[row] ?? 0);
  const scoreToBeat = scoreOf(utilitiesAt(firstIndex), weights);
  return runnerUps.map((row) => {
    const utilities = utilitiesAt(row);
    return highestWinningPrice((price) => scoreOf(atPrice(utilities, price), weights) > scoreToBeat);
  });
}

function highestWinningPrice(wins: (microUsdPerGpuHour: number) => boolean): MicroUsd | null {
  let winning = criteria.price.best;
  if (!wins(winning)) return null;
  let losing = criteria.price.worst + 1;
  while (losing - winning > 1) {
    const middle = Math.floor((winning + losing) / 2);
    if (wins(middle)) winning = middle;
    else losing = middle;
  }
  return microUsd(winning);
}

function atPrice(utilities: readonly number[], microUsdPerGpuHour: number): number[] {
  const priceUtility = utilityOf("price", microUsdPerGpuHour);
  return utilities.map((utility, index) => (criterionIds[index] === "price" ? priceUtility : utility));
}
