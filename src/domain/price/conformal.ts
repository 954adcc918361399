/** Absolute residuals of one horizon: those whose outcomes are known, in rising order, and those still to come. */
export type Residuals = { known: number[]; pending: { knownAt: number; residual: number }[] };

export function createResiduals(): Residuals {
  return { known: [], pending: [] };
}

/** Notes a residual that becomes known at a later index; indexes rise from call to call. */
export function noteResidual({ pending }: Residuals, knownAt: number, residual: number): void {
  pending.push({ knownAt, residual });
}

/** Takes in what has become known until this index. */
export function learnUntil({ known, pending }: Residuals, index: number): void {
  for (let next = pending[0]; next !== undefined && next.knownAt <= index; next = pending[0]) {
    pending.shift();
    known.splice(placeOf(known, next.residual), 0, next.residual);
  }
}

/**
 * Half-width of the interval that holds at least `level` of exchangeable outcomes: the ceil((n + 1) * level)-th smallest
 * residual. null while there are too few residuals to promise it.
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
