import { AppError } from "@/domain/errors";

/** Values in ascending order with their weights; arrays of the same length, weights above 0. */
export type WeightedValues = { values: readonly number[]; weights: readonly number[] };

/** Sums of weights differ in their last bits by order, so half of the weight is compared within this share of the total. */
const TOLERANCE = 1e-9;

/**
 * Weighted median of values in ascending order: the value at which half of the weight is reached or, if that is exactly
 * between two values, their mean. With equal weights it is the ordinary median. null for no values.
 *
 * @throws {AppError} INVALID_INPUT when values descend, a weight is not above 0, or anything is not finite.
 */
export function weightedMedian(sorted: WeightedValues): number | null {
  const total = totalWeight(sorted);
  return total === 0 ? null : medianAt(sorted, total / 2, total * TOLERANCE);
}

/**
 * Weighted mean without the lowest and highest `share` of the weight; a value on the edge counts with its remaining weight.
 * null for no values.
 *
 * @param share cut from each end, from 0 to below 0.5.
 * @throws {AppError} INVALID_INPUT like the median, and when the share is out of range.
 */
export function weightedTrimmedMean(sorted: WeightedValues, share: number): number | null {
  if (!(share >= 0 && share < 0.5)) throw new AppError("INVALID_INPUT", `cannot trim ${share} from each end`);
  const total = totalWeight(sorted);
  if (total === 0) return null;
  const [from, to] = [total * share, total * (1 - share)];
  let passed = 0;
  let sum = 0;
  let counted = 0;
  sorted.values.forEach((value, index) => {
    const weight = sorted.weights[index] ?? 0;
    const kept = Math.max(0, Math.min(passed + weight, to) - Math.max(passed, from));
    passed += weight;
    sum += kept * value;
    counted += kept;
  });
  return sum / counted;
}

/**
 * Weighted median of the distances to a centre, for values in ascending order. One pass outwards from the centre, because the
 * distances increase on both sides of it.
 */
export function weightedMedianDistance(sorted: WeightedValues, centre: number): number | null {
  const { values, weights } = sorted;
  let above = values.findIndex((value) => value >= centre);
  if (above < 0) above = values.length;
  let below = above - 1;
  const distances: { values: number[]; weights: number[] } = { values: [], weights: [] };
  while (below >= 0 || above < values.length) {
    const [down, up] = [
      centre - (values[below] ?? Number.NEGATIVE_INFINITY),
      (values[above] ?? Number.POSITIVE_INFINITY) - centre,
    ];
    const index = down <= up ? below-- : above++;
    distances.values.push(Math.min(down, up));
    distances.weights.push(weights[index] ?? 0);
  }
  return weightedMedian(distances);
}

function medianAt({ values, weights }: WeightedValues, half: number, tolerance: number): number | null {
  let passed = 0;
  for (let index = 0; index < values.length; index += 1) {
    passed += weights[index] ?? 0;
    const value = values[index];
    if (value === undefined || passed < half - tolerance) continue;
    const next = values[index + 1];
    return passed <= half + tolerance && next !== undefined ? (value + next) / 2 : value;
  }
  return null;
}

function totalWeight({ values, weights }: WeightedValues): number {
  if (values.length !== weights.length)
    throw new AppError("INVALID_INPUT", "the numbers of weights and values must be equal");
  let total = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const [value, weight] = [values[index], weights[index]];
    if (value === undefined || !Number.isFinite(value) || !(value >= before))
      throw new AppError("INVALID_INPUT", "values must be finite and ascending");
    if (weight === undefined || !(weight > 0) || !Number.isFinite(weight))
      throw new AppError("INVALID_INPUT", `a weight must be finite and above 0: ${weight}`);
    before = value;
    total += weight;
  }
  return total;
}
