/** Absolute residuals of one horizon: the known ones in ascending order, and those whose outcome is still pending. */
export type Residuals = { known: number[]; pending: { knownAt: number; residual: number }[] };

export function createResiduals(): Residuals {
  return { known: [], pending: [] };
}

/** Adds a residual that becomes known at a later index; indexes increase from call to call. */
export function addResidual({ pending }: Residuals, knownAt: number, residual: number): void {
  pending.push({ knownAt, residual });
}

/** Moves the residuals that are known at this index from pending to known. */
export function learnUntil({ known, pending }: Residuals, index: number): void {
  for (let next = pending[0]; next !== undefined && next.knownAt <= index; next = pending[0]) {
    pending.shift();
    known.splice(placeOf(known, next.residual), 0, next.residual);
  }
}

/**
 * Half-width of the interval that contains at least `level` of exchangeable outcomes: the ceil((n + 1) * level)-th smallest
 * residual. null while there are too few residuals to guarantee it.
 *
 * Source: Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, Springer 2005.
 */
export function conformalHalfWidth({ known }: Residuals, level: number): number | null {
  return known[Math.ceil((known.length + 1) * level) - 1] ?? null;
}

function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
