import { eachCriterion, normalizeWeights, scoreOf } from "./ranking";
import { type CriterionId, criterionIds, type Weights } from "./ranking-criteria";

/**
 * The part of an offer's closeness that each criterion contributes; the parts add up to the closeness.
 *
 * Squared distances add up over criteria (Pythagoras), so closeness is divided in proportion to the squared weighted distance from
 * the worst point, (weight x utility)^2. This needs no order of criteria, treats equal parts equally, and gives nothing to a
 * criterion at its worst or of weight zero.
 *
 * @param closeness of the offer under these weights, if already known.
 */
export function contributionsOf(
  utilities: readonly number[],
  weights: Weights,
  closeness = scoreOf(utilities, weights),
): Record<CriterionId, number> {
  const scaled = normalizeWeights(weights);
  const squares = criterionIds.map((id, index) => (scaled[id] * (utilities[index] ?? 0)) ** 2);
  const sum = squares.reduce((total, square) => total + square, 0);
  return eachCriterion((_, index) => (sum > 0 ? (closeness * (squares[index] ?? 0)) / sum : 0));
}

/** How two offers compare, for explanations. Differences are first minus second, in parts of closeness. */
export type Comparison = {
  closenessGap: number;
  /** The criteria where the first gains most on the second, and least (or loses most). */
  strongest: { criterion: CriterionId; difference: number };
  weakest: { criterion: CriterionId; difference: number };
};

/** Compares the first offer with a runner-up, criterion by criterion. If differences are equal, the earlier criterion is named. */
export function compareOffers(
  first: readonly number[],
  second: readonly number[],
  weights: Weights,
): Comparison {
  const ours = contributionsOf(first, weights);
  const theirs = contributionsOf(second, weights);
  const differences = criterionIds.map((criterion) => ({
    criterion,
    difference: ours[criterion] - theirs[criterion],
  }));
  return {
    closenessGap: scoreOf(first, weights) - scoreOf(second, weights),
    strongest: differences.reduce((best, next) => (next.difference > best.difference ? next : best)),
    weakest: differences.reduce((worst, next) => (next.difference < worst.difference ? next : worst)),
  };
}

/** The index of the first candidate that is at least as good on every criterion and better on one; -1 if there is none. */
export function dominatorOf(row: readonly number[], candidates: readonly (readonly number[])[]): number {
  return candidates.findIndex((candidate) => {
    const isNeverWorse = row.every((utility, index) => (candidate[index] ?? 0) >= utility);
    return isNeverWorse && row.some((utility, index) => (candidate[index] ?? 0) > utility);
  });
}

/**
 * For each wanted row, a row that dominates it, or -1 for rows on the Pareto front.
 *
 * Weights are ignored: every criterion counts, even one of weight zero. Only rows with the same or a better rank can dominate, so
 * wanted rows near the top cost little more than one pass over `rank`.
 * @param columns one per criterion, n utilities each.
 * @param rank    competition rank of the n rows, as returned by `rankUtilities` for these columns.
 * @param wanted  row indexes; the result is aligned with them. Of several dominators, it names the best ranked, then the first.
 */
export function dominatedBy(
  columns: readonly Float64Array[],
  rank: Uint32Array,
  wanted: readonly number[],
): Int32Array {
  const order = orderOf(rank);
  return Int32Array.from(wanted, (row) => {
    const limit = rank[row] ?? 0;
    for (const candidate of order) {
      if ((rank[candidate] ?? 0) > limit) return -1;
      if (dominates(columns, candidate, row)) return candidate;
    }
    return -1;
  });
}

/** Rows best first, ties by row. A competition rank is the place of the first row that has it. */
function orderOf(rank: Uint32Array): Uint32Array {
  const order = new Uint32Array(rank.length);
  const taken = new Uint32Array(rank.length + 1);
  for (let row = 0; row < rank.length; row += 1) {
    const place = rank[row] ?? 1;
    const before = taken[place] ?? 0;
    taken[place] = before + 1;
    order[place - 1 + before] = row;
  }
  return order;
}

function dominates(columns: readonly Float64Array[], candidate: number, row: number): boolean {
  let isBetter = false;
  for (const column of columns) {
    const gain = (column[candidate] ?? 0) - (column[row] ?? 0);
    if (gain < 0) return false;
    if (gain > 0) isBetter = true;
  }
  return isBetter;
}
