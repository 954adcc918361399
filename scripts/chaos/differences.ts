/** A price of an offer from one moment until the next point; Infinity: until now. */
export type Point = { key: string; atMs: number; price: string | null; nextAtMs: number };

/** Two polls see the same price up to one interval apart, and a point bears the start of its poll, which may have been stopped. */
const APART_MS = 45_000;

/**
 * How many rows differ. A value ends in `|t` when the offer is gone. An offer that came and went while the instance was away
 * is gone at the twin and was never seen by the instance, and both say the same.
 */
export function countDifferentValues(
  own: ReadonlyMap<string, string>,
  twin: ReadonlyMap<string, string>,
): number {
  const keys = new Set([...own.keys(), ...twin.keys()]);
  const isGone = (value: string | undefined) => value === undefined || value.endsWith("|t");
  return [...keys].filter((key) => {
    const [here, there] = [own.get(key), twin.get(key)];
    return here !== there && !(isGone(here) && isGone(there));
  }).length;
}

/**
 * A price is right when the twin held it at some moment near the point. Points before `sinceMs` are not judged: the twin had not
 * seen the whole market yet.
 */
export function findWrong(own: readonly Point[], twin: readonly Point[], sinceMs: number): Point[] {
  const byKey = grouped(twin);
  return own.filter(({ key, atMs, price }) => {
    const held = byKey.get(key) ?? [];
    const isRight = held.some(
      (point) => point.price === price && point.atMs - APART_MS <= atMs && atMs <= point.nextAtMs + APART_MS,
    );
    return !isRight && atMs >= sinceMs;
  });
}

function grouped(points: readonly Point[]): Map<string, Point[]> {
  const byKey = new Map<string, Point[]>();
  for (const point of points) byKey.set(point.key, [...(byKey.get(point.key) ?? []), point]);
  return byKey;
}

export function countDuplicates(points: readonly Point[]): number {
  return points.filter((point, place) => {
    const before = points[place - 1];
    return before !== undefined && before.key === point.key && before.price === point.price;
  }).length;
}
