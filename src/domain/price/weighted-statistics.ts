import { AppError } from "@/domain/errors";

/** Values in ascending order with their weights; arrays of the same length, weights above 0. */
export type WeightedValues = { values: ArrayLike<number>; weights: ArrayLike<number> };

/** Sums of weights differ in their last bits by order, so half of the weight is compared within this share of the total. */
const TOLERANCE = 1e-9;

/**
 * Weighted median of values in ascending order: the value at which half of the weight is reached or, if that is exactly
 * between two values, their mean. With equal weights it is the ordinary median. null for no values.
 *
 * @throws {AppError} INVALID_INPUT when values descend, a weight is not above 0, or anything is not finite.
 */
export function weightedMedian(sorted: WeightedValues): number | null {
  return weightedQuantile(sorted, 0.5);
}

/**
 * The value below which `share` of the weight lies, by the rule of {@link weightedMedian}: 0.25 is the lower quartile. null for no
 * values.
 *
 * @param share above 0 and below 1.
 * @throws {AppError} INVALID_INPUT like the median, and when the share is out of range.
 */
export function weightedQuantile(sorted: WeightedValues, share: number): number | null {
  if (!(share > 0 && share < 1)) throw new AppError("INVALID_INPUT", `there is no quantile at ${share}`);
  const total = totalWeight(sorted);
  return total === 0 ? null : valueAt(sorted, total * share, total * TOLERANCE);
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
  let [passed, sum, counted] = [0, 0, 0];
  for (let index = 0; index < sorted.values.length; index += 1) {
    const weight = sorted.weights[index] ?? 0;
    const kept = Math.max(0, Math.min(passed + weight, to) - Math.max(passed, from));
    passed += weight;
    sum += kept * (sorted.values[index] ?? 0);
    counted += kept;
  }
  return sum / counted;
}

/**
 * Weighted median of the distances to a centre, for values in ascending order. One pass outwards from the centre, because the
 * distances increase on both sides of it.
 */
export function weightedMedianDistance(sorted: WeightedValues, centre: number): number | null {
  const { values, weights } = sorted;
  const total = totalWeight(sorted);
  const [enough, more] = [total / 2 - total * TOLERANCE, total / 2 + total * TOLERANCE];
  let above = firstNotBelow(values, centre);
  let below = above - 1;
  let passed = 0;
  let lowerMiddle: number | null = null;
  while (below >= 0 || above < values.length) {
    const down = centre - (values[below] ?? Number.NEGATIVE_INFINITY);
    const up = (values[above] ?? Number.POSITIVE_INFINITY) - centre;
    const distance = Math.min(down, up);
    if (lowerMiddle !== null) return (lowerMiddle + distance) / 2;
    passed += weights[down <= up ? below-- : above++] ?? 0;
    if (passed > more) return distance;
    if (passed >= enough) lowerMiddle = distance;
  }
  return lowerMiddle;
}

function firstNotBelow(values: ArrayLike<number>, bound: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function valueAt({ values, weights }: WeightedValues, wanted: number, tolerance: number): number | null {
  let passed = 0;
  for (let index = 0; index < values.length; index += 1) {
    passed += weights[index] ?? 0;
    const value = values[index];
    if (value === undefined || passed < wanted - tolerance) continue;
    const next = values[index + 1];
    return passed <= wanted + tolerance && next !== undefined ? (value + next) / 2 : value;
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
