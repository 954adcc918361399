/** A price as it was from each instant on; null is a gap. `at` is ISO 8601, ascending. */
export type StepSeries = { id: string; points: readonly { at: string; value: number | null }[] };

/** `at` in milliseconds; a series' value under its id, null where it had none. */
export type SeriesRow = { at: number } & Record<string, number | null>;

/** All series on one axis of time: at every moment that one of them changes, each has what it had last. */
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
