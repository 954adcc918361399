import type { Compare } from "../ranked/order";

/** A position and those around it in an order; places count from 1. Null where there is none. */
export type Neighbours = { place: number; first: number; second: number | null; above: number | null };

/** Finds them in one pass, without sorting. */
export function neighboursOf(count: number, position: number, compare: Compare): Neighbours {
  let [place, first] = [1, position];
  let above: number | null = null;
  for (let other = 0; other < count; other += 1) {
    if (other === position || compare(other, position) >= 0) continue;
    place += 1;
    if (compare(other, first) < 0) first = other;
    if (above === null || compare(other, above) > 0) above = other;
  }
  return { place, first, above, second: place === 1 ? secondOf(count, position, compare) : null };
}

function secondOf(count: number, first: number, compare: Compare): number | null {
  let second: number | null = null;
  for (let other = 0; other < count; other += 1) {
    if (other === first) continue;
    if (second === null || compare(other, second) < 0) second = other;
  }
  return second;
}

/** The first position in an order. */
export function firstOf(count: number, compare: Compare): number {
  let first = 0;
  for (let other = 1; other < count; other += 1) if (compare(other, first) < 0) first = other;
  return first;
}
