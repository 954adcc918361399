import { eachCriterion } from "../each-criterion";
import { normalizeWeights, othersOf } from "../ranking";
import { type CriterionId, criterionIds, type Weights } from "../ranking-criteria";
import { type Lead, leadOf, type Side, sideOf, tieAt } from "./weight-leads";

/** The nearest weights below and above the current one at which a row comes first; null if it never does on that side. */
export type WinningWeights = { below: number | null; above: number | null };

/** Each pass moves past at least one rival, and a row that needs more is not worth a sentence. */
const MOST_PASSES = 64;
/** How far beyond a crossing the row must still lead, relatively: two curves that only touch change nothing. */
const BEYOND = 1e-6;

/**
 * For each criterion, the nearest weight at which a row would be first, while the other weights keep their proportions
 * (`reweighted`). Exact, in closed form per rival: with weight t, each rival's lead is a quadratic in s = t^2 / (1-t)^2, and the row
 * is first where none of them is positive.
 *
 * @param columns one per criterion, n utilities each: the row and its rivals. Rivals that another one dominates may be left out.
 * @param row     index of the row, not in first place under `weights`.
 */
export function winningWeights(
  columns: readonly Float64Array[],
  row: number,
  weights: Weights,
): Record<CriterionId, WinningWeights> {
  const scaled = normalizeWeights(weights);
  return eachCriterion((criterion) => {
    const others = othersOf(scaled, criterion);
    const othersSum = criterionIds.reduce((sum, id) => sum + others[id], 0);
    const own = sideOf(columns, row, (id) => (id === criterion ? 1 : 0));
    const rest = sideOf(columns, row, (id) => others[id]);
    const today = scaled[criterion] === 1 ? Number.POSITIVE_INFINITY : scaled[criterion] ** 2;
    const above = firstFrom(own, rest, today);
    const below = firstFrom(rest, own, 1 / today);
    return {
      above: above === null ? null : Math.sqrt(above) / (Math.sqrt(above) + othersSum),
      below: below === null ? null : 1 / (1 + othersSum * Math.sqrt(below)),
    };
  });
}

/** The smallest x from `start` on at which no rival leads, with the squared weight of `moving` at x and that of `resting` at 1. */
function firstFrom(moving: Side, resting: Side, start: number): number | null {
  let x: number | null = start === Number.POSITIVE_INFINITY ? null : start;
  for (let pass = 0; pass < MOST_PASSES && x !== null; pass += 1) {
    const next = pastRivals(moving, resting, x);
    if (next === null || next > x) {
      x = next;
      continue;
    }
    const beyond = x === 0 ? BEYOND ** 2 : x * (1 + BEYOND);
    const further = pastRivals(moving, resting, beyond);
    if (further === beyond) return x;
    x = further;
  }
  return null;
}

/** The x from `from` on at which the rival that leads longest falls behind; `from` if none leads; null if one leads for good. */
function pastRivals(moving: Side, resting: Side, from: number): number | null {
  const tie = tieAt(moving, resting, from);
  let furthest = from;
  for (let rival = 0; rival < moving.gainFar.length; rival += 1) {
    const lead = leadOf(moving, resting, rival);
    if ((lead.square * from + lead.linear) * from + lead.constant <= tie) continue;
    const root = fallingRoot(lead, from);
    if (root === null) return null;
    if (root > furthest) furthest = root;
  }
  return furthest;
}

/** The first root beyond `from` of a quadratic that is positive there: where it goes from positive to negative. */
function fallingRoot({ square, linear, constant }: Lead, from: number): number | null {
  if (square === 0) return linear < 0 ? -constant / linear : null;
  const discriminant = linear * linear - 4 * square * constant;
  if (discriminant <= 0) return null;
  // Of the two textbook forms, each root is computed by the one that adds numbers of the same sign.
  const half = linear >= 0 ? -(linear + Math.sqrt(discriminant)) / 2 : (Math.sqrt(discriminant) - linear) / 2;
  const roots = [half / square, half === 0 ? 0 : constant / half].filter((root) => root > from);
  return roots.length === 0 ? null : Math.min(...roots);
}
