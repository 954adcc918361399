import type { Ranking } from "@/domain/topsis/competition-rank";

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
 * wanted rows near the top cost little.
 * @param columns one per criterion, n utilities each.
 * @param ranking of the n rows, as returned by `rankUtilities` for these columns.
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
    if (gain < 0) return false;
    if (gain > 0) isBetter = true;
  }
  return isBetter;
}
