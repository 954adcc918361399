/** The ends of a scale that several bars share, in micro-USD. */
export type PriceScale = { from: number; to: number };

/** Position along the logarithmic scale, in percent. */
export function placeOn({ from, to }: PriceScale, price: number): number {
  if (to <= from) return 50;
  return (100 * Math.log(price / from)) / Math.log(to / from);
}

/** The scale that contains all of these ranges; null if there is none. */
export function scaleOf(
  indexes: readonly { lowerQuartile: number | null; upperQuartile: number | null }[],
): PriceScale | null {
  const lows = indexes.flatMap(({ lowerQuartile: low }) => low ?? []);
  const highs = indexes.flatMap(({ upperQuartile: high }) => high ?? []);
  return lows.length === 0 ? null : { from: Math.min(...lows), to: Math.max(...highs) };
}
