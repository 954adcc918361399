import { type CriterionId, criterionIds } from "../ranking-criteria";

/**
 * Squared distances of the first row within a group of criteria: `far` to the ideal and `near` to the anti-ideal. Each other row is
 * `gainFar` closer to the ideal and `gainNear` farther from the anti-ideal.
 */
export type Side = { far: number; near: number; gainFar: Float64Array; gainNear: Float64Array };

/** Where f(x) = square x^2 + linear x + constant is positive, another row beats the first. */
export type Lead = { square: number; linear: number; constant: number };

/** Relative size below which a coefficient or a lead is a rounding error, so that two rows tie. */
const NOISE = 1e-14;

/** The side of a row: `weightOf` gives the weights of the criteria that belong to it. */
export function sideOf(
  columns: readonly Float64Array[],
  first: number,
  weightOf: (id: CriterionId) => number,
): Side {
  const count = columns[0]?.length ?? 0;
  const side: Side = { far: 0, near: 0, gainFar: new Float64Array(count), gainNear: new Float64Array(count) };
  criterionIds.forEach((id, index) => {
    const column = columns[index];
    const squaredWeight = weightOf(id) ** 2;
    if (column && squaredWeight > 0) addCriterion(side, column, first, squaredWeight);
  });
  return side;
}

/** Computes differences of squares as products, so that rounding never gives a positive gain to a row that is nowhere better. */
function addCriterion(side: Side, column: Float64Array, first: number, squaredWeight: number): void {
  const { gainFar, gainNear } = side;
  const own = column[first] ?? 0;
  side.far += squaredWeight * (1 - own) ** 2;
  side.near += squaredWeight * own ** 2;
  for (let row = 0; row < column.length; row += 1) {
    const utility = column[row] ?? 0;
    const gain = squaredWeight * (utility - own);
    gainFar[row] = (gainFar[row] ?? 0) + gain * (2 - utility - own);
    gainNear[row] = (gainNear[row] ?? 0) + gain * (utility + own);
  }
}

/** With the first row's squared distances F and N, another row has the higher closeness exactly where F gainNear + N gainFar > 0. */
export function leadOf(moving: Side, resting: Side, row: number): Lead {
  const movingFar = moving.gainFar[row] ?? 0;
  const movingNear = moving.gainNear[row] ?? 0;
  const restingFar = resting.gainFar[row] ?? 0;
  const restingNear = resting.gainNear[row] ?? 0;
  const square = moving.far * movingNear + moving.near * movingFar;
  const linear =
    moving.far * restingNear + resting.far * movingNear + resting.near * movingFar + moving.near * restingFar;
  const constant = resting.far * restingNear + resting.near * restingFar;
  return {
    square: Math.abs(square) > NOISE * moving.far * moving.near ? square : 0,
    linear: Math.abs(linear) > NOISE * (moving.far * resting.near + resting.far * moving.near) ? linear : 0,
    constant: Math.abs(constant) > NOISE * resting.far * resting.near ? constant : 0,
  };
}

/** The size below which a lead at x is a rounding error. */
export function tieAt(moving: Side, resting: Side, x: number): number {
  return NOISE * (x * moving.far + resting.far) * (x * moving.near + resting.near);
}
