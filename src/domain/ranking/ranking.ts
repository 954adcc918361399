import { AppError } from "@/domain/errors";
import { type TopsisResult, topsis } from "@/domain/topsis/topsis";
import type { Direction } from "@/domain/topsis/topsis-columns";
import { type CriterionId, criterionIds, type Weights } from "./ranking-criteria";

const directions = criterionIds.map((): Direction => "benefit");
const ideal = criterionIds.map(() => ({ ideal: 1, antiIdeal: 0 }));

/**
 * Scores and ranks offers by TOPSIS against the fixed reference domain.
 *
 * @param columns one per criterion in the order of `criterionIds`: n utilities in [0, 1], as returned by `utilityOf`.
 * @returns closeness in [0, 1], competition rank, and rows best first, ties by row.
 * A row's closeness depends only on its own values and the weights: adding or removing rows does not change other scores or orders.
 * @throws {AppError} INVALID_INPUT if there is not one column per criterion, or for unusable weights.
 */
export function rankUtilities(columns: readonly Float64Array[], weights: Weights): TopsisResult {
  return topsis({ columns, weights: weightList(weights), directions, ideal, normalization: "none" });
}

/** The closeness of one offer, equal to the last bit to its closeness among others in `rankUtilities`. */
export function scoreOf(utilities: readonly number[], weights: Weights): number {
  const columns = utilities.map((utility) => Float64Array.of(utility));
  return rankUtilities(columns, weights).closeness[0] ?? 0;
}

/**
 * Weights in the same proportions with sum 1.
 *
 * @throws {AppError} INVALID_INPUT when a weight is negative or not finite, or all are zero.
 */
export function normalizeWeights(weights: Weights): Weights {
  for (const id of criterionIds) {
    if (weights[id] >= 0 && Number.isFinite(weights[id])) continue;
    throw new AppError("INVALID_INPUT", `weight of ${id} is not a finite number >= 0: ${weights[id]}`);
  }
  const greatest = Math.max(...weightList(weights));
  if (greatest === 0) throw new AppError("INVALID_INPUT", "every weight is zero");
  // Divide by the greatest first, because the sum of the largest doubles would overflow.
  const sum = weightList(weights).reduce((total, weight) => total + weight / greatest, 0);
  return eachCriterion((id) => weights[id] / greatest / sum);
}

/**
 * The weights after one criterion gets weight `weight` in [0, 1] and the others share the rest in their old proportions, or
 * equally if they had no weight. Sum 1.
 */
export function reweighted(weights: Weights, criterion: CriterionId, weight: number): Weights {
  const others = othersOf(weights, criterion);
  const sum = weightList(others).reduce((total, value) => total + value, 0);
  return eachCriterion((id) => (id === criterion ? weight : (others[id] * (1 - weight)) / sum));
}

/** The weights with `criterion` at zero; the others become equal if none would have a weight. */
export function othersOf(weights: Weights, criterion: CriterionId): Weights {
  const hasOthers = criterionIds.some((id) => id !== criterion && weights[id] > 0);
  return eachCriterion((id) => (id === criterion ? 0 : hasOthers ? weights[id] : 1));
}

function weightList(weights: Weights): number[] {
  return criterionIds.map((id) => weights[id]);
}

/** A record with one value per criterion. The cast is safe because every id is visited. */
export function eachCriterion<Value>(
  make: (id: CriterionId, index: number) => Value,
): Record<CriterionId, Value> {
  return Object.fromEntries(criterionIds.map((id, index) => [id, make(id, index)])) as Record<
    CriterionId,
    Value
  >;
}
