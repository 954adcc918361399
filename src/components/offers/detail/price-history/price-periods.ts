/** A price from the API, valid from `at` on; null = not offered, or not recorded. */
export type PricePoint = { at: string; microUsdPerGpuHour: number | null };

/** A half-open period of constant price; instants in milliseconds. */
export type PricePeriod = { from: number; to: number; microUsdPerGpuHour: number | null };

/**
 * Joins points into periods of one price each, oldest first.
 *
 * @param points ascending.
 * @param to the end of the window, up to which the last price holds.
 */
export function pricePeriods(points: readonly PricePoint[], to: string): PricePeriod[] {
  const periods: PricePeriod[] = [];
  for (const { at, microUsdPerGpuHour } of points) {
    const from = Date.parse(at);
    const last = periods.at(-1);
    if (last) last.to = from;
    if (last?.microUsdPerGpuHour !== microUsdPerGpuHour || !last)
      periods.push({ from, to: from, microUsdPerGpuHour });
  }
  const last = periods.at(-1);
  if (last) last.to = Date.parse(to);
  return periods.filter((period) => period.to > period.from);
}

/** Rows for a step line: each price extends to the end of its period, and an unknown price leaves a gap. */
export function stepRowsOf(periods: readonly PricePeriod[]): StepPoint[] {
  return periods.flatMap(({ from, to, microUsdPerGpuHour: value }): StepPoint[] => {
    const start = { at: from, value };
    return value === null ? [start] : [start, { at: to, value }];
  });
}

export type StepPoint = { at: number; value: number | null };

export type PriceSpan = { low: number; high: number; changes: number };

/** Lowest and highest price and the number of changes; null when no price is known. A gap is not a change. */
export function priceSpanOf(periods: readonly PricePeriod[]): PriceSpan | null {
  const prices = periods.flatMap(({ microUsdPerGpuHour }) =>
    microUsdPerGpuHour === null ? [] : [microUsdPerGpuHour],
  );
  if (prices.length === 0) return null;
  const changes = prices.filter((price, index) => index > 0 && price !== prices[index - 1]).length;
  return { low: Math.min(...prices), high: Math.max(...prices), changes };
}

/** Periods newest first, with the change since the last known price as a fraction; null without an earlier price. */
export function periodRowsOf(periods: readonly PricePeriod[]): (PricePeriod & { change: number | null })[] {
  let before: number | null = null;
  const rows = periods.map((period) => {
    const price = period.microUsdPerGpuHour;
    const change: number | null =
      price === null || before === null || before === 0 ? null : price / before - 1;
    if (price !== null) before = price;
    return { ...period, change };
  });
  return rows.reverse();
}
