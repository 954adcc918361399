const TENTHS_OF_POINTS = 1000;

/** A score or a part of one, 0..1, in whole tenths of a point out of 100. */
export function tenthsOf(share: number): number {
  // A tiny negative share rounds to -0, which would be printed with its sign.
  return Math.round(share * TENTHS_OF_POINTS) + 0;
}

/**
 * Parts of a difference in whole tenths of a point, which add up to the difference of the two scores as they are shown: what rounding
 * leaves over goes to the largest part. A part of 0 stays 0.
 */
export function roundedParts(parts: readonly number[], score: number, otherScore: number): number[] {
  const rounded = parts.map(tenthsOf);
  const left = tenthsOf(score) - tenthsOf(otherScore) - rounded.reduce((sum, part) => sum + part, 0);
  const largest = parts.reduce(
    (best, part, index) => (Math.abs(part) > Math.abs(parts[best] ?? 0) ? index : best),
    0,
  );
  return rounded.map((part, index) => (index === largest ? part + left : part));
}
