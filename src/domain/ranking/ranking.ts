import { AppError } from "@/domain/errors";
import { type Ranking, rankDescending } from "@/domain/topsis/competition-rank";
import { SMALLEST_SAFE_SQUARE, type TopsisResult, topsis } from "@/domain/topsis/topsis";
import type { Direction } from "@/domain/topsis/topsis-columns";
import { eachCriterion } from "./each-criterion";
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
  // Written out: an explanation asks hundreds of times, and columns of one row each would take most of it.
  const greatest = greatestOf(weights);
  let [far, near] = [0, 0];
  for (let index = 0; index < criterionIds.length; index += 1) {
    const coefficient = weights[criterionIds[index] as CriterionId] / greatest;
    const utility = utilities[index] ?? 0;
    const [toIdeal, toAntiIdeal] = [(utility - 1) * coefficient, utility * coefficient];
    // Unusable weights make them NaN or are refused below.
    far += coefficient < 0 ? Number.NaN : toIdeal * toIdeal;
    near += coefficient < 0 ? Number.NaN : toAntiIdeal * toAntiIdeal;
  }
  if (near >= SMALLEST_SAFE_SQUARE) return 1 / (1 + Math.sqrt(far / near));
  const columns = utilities.map((utility) => Float64Array.of(utility));
  return rankUtilities(columns, weights).closeness[0] ?? 0;
}

function greatestOf(weights: Weights): number {
  let greatest = 0;
  for (const id of criterionIds) greatest = Math.max(greatest, weights[id]);
  return greatest;
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

/**
 * Ranks scores from high to low, those of offers whose price is history after all others.
 *
 * @param isPast one per score, 1 = history; null: none is. Their ranks count on after the others'.
 * @returns competition ranks, and rows best first, ties by row.
 */
export function rankScores(scores: Float64Array, isPast: Uint8Array | null): Ranking {
  const ranked = rankDescending(scores);
  if (isPast === null) return ranked;
  const order = new Uint32Array(scores.length);
  let place = 0;
  for (const wanted of [0, 1])
    for (const row of ranked.order) if (isPast[row] === wanted) order[place++] = row;
  return { order, rank: ranksOf(order, scores, isPast) };
}

/** Competition ranks of rows in their order: a row ties with the one before it if both are history or neither, with equal scores. */
function ranksOf(order: Uint32Array, closeness: Float64Array, isPast: Uint8Array): Uint32Array {
  const rank = new Uint32Array(order.length);
  let before = -1;
  order.forEach((row, place) => {
    const isTied = before >= 0 && closeness[before] === closeness[row] && isPast[before] === isPast[row];
    rank[row] = isTied ? (rank[before] ?? 0) : place + 1;
    before = row;
  });
  return rank;
}
