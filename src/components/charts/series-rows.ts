/** A price from each instant on; null is a gap. `at` is ISO 8601, ascending. */
export type StepSeries = { id: string; points: readonly { at: string; value: number | null }[] };

/** `at` in milliseconds; the value of each series under its id, null if it had none. */
export type SeriesRow = { at: number } & Record<string, number | null>;

/** All series on one time axis: a row for every instant at which one of them changes, with the latest value of each. */
export function seriesRows(series: readonly StepSeries[]): SeriesRow[] {
  const times = new Set(series.flatMap(({ points }) => points.map(({ at }) => Date.parse(at))));
  const places = series.map(() => 0);
  return [...times]
    .sort((a, b) => a - b)
    .map((at) => {
      const values = series.map(({ id, points }, index) => {
        while (Date.parse(points[(places[index] ?? 0) + 1]?.at ?? "") <= at)
          places[index] = (places[index] ?? 0) + 1;
        const point = points[places[index] ?? 0];
        return [id, point && Date.parse(point.at) <= at ? point.value : null] as const;
      });
      return { at, ...Object.fromEntries(values) };
    });
}
