import type { Ranking } from "@/domain/topsis/competition-rank";
import { type CriterionId, criterionIds } from "./ranking-criteria";

/**
 * What is known of the utilities of an offer, for {@link dominatorOf}: NaN where its figure is unknown. The middle of the scale, as
 * which an unknown counts in a score, shows of neither of two offers that it is the better one.
 *
 * @param utilities in the order of `criterionIds`, like the result.
 */
export function knownUtilities(
  utilities: readonly number[],
  isKnown: (criterion: CriterionId) => boolean,
): number[] {
  return criterionIds.map((id, index) => (isKnown(id) ? (utilities[index] ?? Number.NaN) : Number.NaN));
}

/**
 * The index of the first candidate that is at least as good on every criterion and better on one; -1 if there is none. NaN is
 * unknown, and shows nothing: a row with one is not dominated and dominates none.
 */
export function dominatorOf(row: readonly number[], candidates: readonly (readonly number[])[]): number {
  return candidates.findIndex((candidate) => {
    const isNeverWorse = row.every((utility, index) => (candidate[index] ?? Number.NaN) >= utility);
    return isNeverWorse && row.some((utility, index) => (candidate[index] ?? Number.NaN) > utility);
  });
}

/**
 * For each wanted row, a row that dominates it, or -1 for rows on the Pareto front.
 *
 * Weights are ignored: every criterion counts, even one of weight zero. Only rows with the same or a better rank can dominate, so
 * wanted rows near the top cost little.
 * @param columns one per criterion, n utilities each; NaN is unknown, as for {@link dominatorOf}.
 * @param ranking of the n rows, as returned by `rankUtilities` for these columns, unknowns in the middle.
 * @param wanted  row indexes; the result is aligned with them. Of several dominators, it names the best ranked, then the first.
 */
export function dominatedBy(
  columns: readonly Float64Array[],
  { order, rank }: Ranking,
  wanted: readonly number[],
): Int32Array {
  return Int32Array.from(wanted, (row) => {
    const limit = rank[row] ?? 0;
    for (const candidate of order) {
      if ((rank[candidate] ?? 0) > limit) return -1;
      if (dominates(columns, candidate, row)) return candidate;
    }
    return -1;
  });
}

function dominates(columns: readonly Float64Array[], candidate: number, row: number): boolean {
  let isBetter = false;
  for (const column of columns) {
    const gain = (column[candidate] ?? 0) - (column[row] ?? 0);
    // Of an unknown figure the gain is NaN.
    if (!(gain >= 0)) return false;
    if (gain > 0) isBetter = true;
  }
  return isBetter;
}
