import { eachCriterion } from "../each-criterion";
import { scoreOf } from "../ranking";
import { type CriterionId, criterionIds, type Weights } from "../ranking-criteria";

const SUBSETS = 1 << criterionIds.length;
/** Bits set in each subset of criteria. */
const sizes = Uint8Array.from({ length: SUBSETS }, (_, subset) => bitsOf(subset));
/** Weight of a subset of each size in the Shapley value: |S|! (n - |S| - 1)! / n!. */
const shares = criterionIds.map(
  (_, size) => (factorial(size) * factorial(criterionIds.length - size - 1)) / factorial(criterionIds.length),
);

/**
 * The difference of two offers' closeness, one part per criterion: `offer` minus `other`.
 *
 * The exact Shapley value over the six criteria, from 64 evaluations of closeness with each criterion taken from one offer or the
 * other. Hence the parts add up to the difference (to rounding), a criterion with equal utilities or without weight gets exactly 0, a
 * better utility never a negative part, and no order of criteria is preferred. Shares of each closeness, subtracted, have none of
 * these properties.
 *
 * @param offer, other utilities in the order of `criterionIds`.
 * Source: Shapley, "A value for n-person games", 1953.
 */
export function differenceOf(
  offer: readonly number[],
  other: readonly number[],
  weights: Weights,
): Record<CriterionId, number> {
  const moving = criterionIds.reduce(
    (bits, id, index) => (offer[index] !== other[index] && weights[id] > 0 ? bits | (1 << index) : bits),
    0,
  );
  const closeness = closenessOfSubsets(offer, other, weights, moving);
  return eachCriterion((_, index) => {
    const bit = 1 << index;
    if ((moving & bit) === 0) return 0;
    let part = 0;
    for (let subset = 0; subset < SUBSETS; subset += 1) {
      if ((subset & bit) !== 0) continue;
      const share = shares[sizes[subset] ?? 0] ?? 0;
      part += share * ((closeness[(subset | bit) & moving] ?? 0) - (closeness[subset & moving] ?? 0));
    }
    return part;
  });
}

/** The closeness of an offer that has the criteria of a subset from `offer` and the others from `other`, for each subset of `moving`. */
function closenessOfSubsets(
  offer: readonly number[],
  other: readonly number[],
  weights: Weights,
  moving: number,
): Float64Array {
  const closeness = new Float64Array(SUBSETS);
  for (let subset = 0; subset < SUBSETS; subset += 1) {
    if ((subset & moving) !== subset) continue;
    const mixed = criterionIds.map(
      (_, index) => ((subset & (1 << index)) === 0 ? other[index] : offer[index]) ?? 0,
    );
    closeness[subset] = scoreOf(mixed, weights);
  }
  return closeness;
}

function bitsOf(subset: number): number {
  return subset === 0 ? 0 : (subset & 1) + bitsOf(subset >> 1);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
