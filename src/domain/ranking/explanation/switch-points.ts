import { eachCriterion } from "../each-criterion";
import { normalizeWeights, othersOf } from "../ranking";
import { type CriterionId, criterionIds, type Weights } from "../ranking-criteria";
import { type Lead, leadOf, type Side, sideOf, tieAt } from "./weight-leads";

/** The weight at which first place changes, and the row that takes it. */
export type SwitchPoint = { weight: number; newFirst: number };
export type SwitchPoints = { below: SwitchPoint | null; above: SwitchPoint | null };

/** If a relative lead never exceeds this, two curves only touch and first place does not change. */
const TOUCH = 1e-12;

/**
 * For each criterion, the nearest weights below and above the current one at which another row takes first place, while the other
 * weights keep their proportions (`reweighted`). Null if no row does. Covers all rows, in closed form, O(n x criteria).
 *
 * With weight t on one criterion, a squared distance is t^2 a + (1-t)^2 b, so two rows tie where a quadratic in
 * s = t^2 / (1-t)^2 is zero. If a row ties now and leads just beyond, the result is the current weight.
 *
 * @param columns    one per criterion, n utilities each.
 * @param firstIndex the row in first place under `weights`.
 * @throws {AppError} INVALID_INPUT for unusable weights.
 */
export function weightSwitchPoints(
  columns: readonly Float64Array[],
  firstIndex: number,
  weights: Weights,
): Record<CriterionId, SwitchPoints> {
  const scaled = normalizeWeights(weights);
  return eachCriterion((criterion) => switchPointsOf(columns, firstIndex, scaled, criterion));
}

function switchPointsOf(
  columns: readonly Float64Array[],
  first: number,
  weights: Weights,
  criterion: CriterionId,
): SwitchPoints {
  const others = othersOf(weights, criterion);
  const othersSum = criterionIds.reduce((sum, id) => sum + others[id], 0);
  const own = sideOf(columns, first, (id) => (id === criterion ? 1 : 0));
  const rest = sideOf(columns, first, (id) => others[id]);
  // The other weights stay at `othersSum` while this one is root(x). Scaling back to sum 1 changes no ranking.
  const today = weights[criterion] === 1 ? Number.POSITIVE_INFINITY : weights[criterion] ** 2;
  const above = nearestSwitch(own, rest, today);
  const below = nearestSwitch(rest, own, 1 / today);
  return {
    above: above && { weight: Math.sqrt(above.x) / (Math.sqrt(above.x) + othersSum), newFirst: above.row },
    below: below && { weight: 1 / (1 + othersSum * Math.sqrt(below.x)), newFirst: below.row },
  };
}

/**
 * The smallest x from `start` on at which a row overtakes the first, with the squared weight of `moving` at x and that of
 * `resting` at 1. If several rows overtake together, the one that leads just beyond; if those are equal, the earliest.
 */
function nearestSwitch(moving: Side, resting: Side, start: number): { x: number; row: number } | null {
  if (start === Number.POSITIVE_INFINITY) return null;
  const tie = tieAt(moving, resting, start);
  let nearest: { x: number; row: number } | null = null;
  for (let row = 0; row < moving.gainFar.length; row += 1) {
    const lead = leadOf(moving, resting, row);
    if (lead.square <= 0 && lead.linear <= 0 && lead.constant <= 0) continue;
    const x = overtakesAt(lead, start, tie);
    if (x === null || (nearest && x > nearest.x * (1 + TOUCH))) continue;
    if (!nearest || x < nearest.x * (1 - TOUCH) || isAheadBeyond(moving, resting, x, row, nearest.row))
      nearest = { x, row };
  }
  return nearest;
}

function overtakesAt(lead: Lead, start: number, tie: number): number | null {
  const { square, linear, constant } = lead;
  if ((square * start + linear) * start + constant < -tie) {
    const root = risingRoot(lead);
    return root !== null && root > start ? root : null;
  }
  const slope = 2 * square * start + linear;
  if (slope > 0) return start;
  if (square <= 0) return null;
  // One root is `start`; the other follows from their sum.
  const other = -linear / square - start;
  return other > start ? other : null;
}

/** The one root at which the quadratic goes from negative to positive. */
function risingRoot({ square, linear, constant }: Lead): number | null {
  if (square === 0) return linear > 0 ? -constant / linear : null;
  const discriminant = linear * linear - 4 * square * constant;
  if (discriminant <= TOUCH * linear * linear && (square < 0 || discriminant <= 0)) return null;
  // Of the two textbook forms, use the one that adds numbers of the same sign.
  const root = Math.sqrt(discriminant);
  return linear >= 0 ? (-2 * constant) / (linear + root) : (root - linear) / (2 * square);
}

function isAheadBeyond(moving: Side, resting: Side, x: number, row: number, other: number): boolean {
  const beyond = x + Math.max(x * 1e-6, 1e-12);
  const distanceRatio = (index: number) => {
    const far =
      beyond * (moving.far - (moving.gainFar[index] ?? 0)) + resting.far - (resting.gainFar[index] ?? 0);
    const near =
      beyond * (moving.near + (moving.gainNear[index] ?? 0)) + resting.near + (resting.gainNear[index] ?? 0);
    return far / near;
  };
  return distanceRatio(row) < distanceRatio(other);
}
