/** A price from each instant on; null is a gap. `at` is ISO 8601, ascending. */
export type StepSeries = { id: string; points: readonly { at: string; value: number | null }[] };

/** `at` in milliseconds; the value of each series under its id, null if it had none. */
export type SeriesRow = { at: number } & Record<string, number | null>;

/** All series on one time axis: a row for every instant at which one of them changes, with the latest value of each. */
export function seriesRows(series: readonly StepSeries[]): SeriesRow[] {
  const times = new Set(series.flatMap(({ points }) => points.map(({ at }) => Date.parse(at))));
  const places = series.map(() => 0);
  const rows: SeriesRow[] = [...times]
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
  return heldToGaps(
    rows,
    series.map(({ id }) => id),
  );
}

/**
 * The rows with each line drawn up to its gap: where a value becomes null, a row before it repeats the value at the same instant.
 * Without it a step line ends with its last change, and a lone value is not drawn at all.
 *
 * @param rows ascending; a value holds until the next row.
 * @param keys the values, each a line of its own.
 */
export function heldToGaps<Row extends object>(rows: readonly Row[], keys: readonly (keyof Row)[]): Row[] {
  return rows.flatMap((row, place) => {
    const before = rows[place - 1];
    const ended = before === undefined ? [] : keys.filter((key) => row[key] === null && before[key] !== null);
    if (before === undefined || ended.length === 0) return [row];
    return [{ ...row, ...Object.fromEntries(ended.map((key) => [key, before[key]])) }, row];
  });
}

/** Whether some series has a value. */
export function isKnown({ at: _at, ...values }: SeriesRow): boolean {
  return Object.values(values).some((value) => value !== null);
}
