const DIGIT_BITS = 11;
const DIGIT_COUNT = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGIT_COUNT - 1;
const GREATEST_KEY = DIGIT_COUNT * DIGIT_COUNT - 1;
/** Up to this length, an insertion sort is faster than a sort with a comparator. */
const SMALL_RUN = 24;

/** Working memory of up to this many entries is reused, because fresh pages cost more than the passes over them. */
const KEPT_ENTRIES = 1 << 18;
const keptScratch = new Map<string, Uint32Array>();

/** `order` holds indexes best first, equal values by index; `rank` holds ranks such as 1, 2, 2, 4 in input order. */
export type Ranking = { order: Uint32Array; rank: Uint32Array };

/** Keys of two digits, and the position of each digit's first entry after sorting by that digit. */
type Keys = { keys: Uint32Array; lowStarts: Uint32Array; highStarts: Uint32Array };

/** Entries in ascending order of keys, equal keys by index. */
type Sorted = { order: Uint32Array; sortedKeys: Uint32Array };

/**
 * Ranks values from high to low by competition rank: one plus the number of strictly greater values.
 *
 * @param values finite numbers; only numbers that compare equal tie.
 * Uses two radix passes over 22-bit keys, then exact comparison within each key. O(n), unless many different values are closer to
 *   each other than 2^-22 of the range: those are sorted by comparison.
 */
export function rankDescending(values: Float64Array): Ranking {
  const count = values.length;
  const rank = new Uint32Array(count);
  if (count <= SMALL_RUN) return rankFew(values, rank);
  const { order, sortedKeys } = sortKeys(descendingKeys(values));
  let start = 0;
  while (start < count) {
    const key = sortedKeys[start];
    let end = start + 1;
    while (end < count && sortedKeys[end] === key) end += 1;
    if (end - start === 1) rank[order[start] ?? 0] = end;
    else rankRun(values, order, rank, start, end);
    start = end;
  }
  return { order, rank };
}

/** Ranks a few values directly, which costs less than the counters of a radix pass. */
function rankFew(values: Float64Array, rank: Uint32Array): Ranking {
  const order = Uint32Array.from(values.keys());
  rankRun(values, order, rank, 0, values.length);
  return { order, rank };
}

/** Greater values get smaller keys. Keys never contradict the order of the values, but close values may share a key. */
function descendingKeys(values: Float64Array): Keys {
  const keys = scratch("keys", values.length);
  const lowStarts = new Uint32Array(DIGIT_COUNT);
  const highStarts = new Uint32Array(DIGIT_COUNT);
  const { highest, scale } = keyScale(values);
  for (let index = 0; index < values.length; index += 1) {
    const key = ((highest - (values[index] ?? 0)) * scale) >>> 0;
    const low = key & DIGIT_MASK;
    const high = key >>> DIGIT_BITS;
    keys[index] = key;
    lowStarts[low] = (lowStarts[low] ?? 0) + 1;
    highStarts[high] = (highStarts[high] ?? 0) + 1;
  }
  toStarts(lowStarts);
  toStarts(highStarts);
  return { keys, lowStarts, highStarts };
}

function keyScale(values: Float64Array): { highest: number; scale: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const scale = GREATEST_KEY / (highest - lowest);
  // If all values are equal, or the range is so small that the scale overflows, all share one key and comparison decides.
  return { highest, scale: Number.isFinite(scale) ? scale : 0 };
}

/** Reused memory. Callers write it before they read it, and no name is used twice within one call. */
function scratch(name: string, count: number): Uint32Array {
  if (count > KEPT_ENTRIES) return new Uint32Array(count);
  const kept = keptScratch.get(name);
  if (kept && kept.length >= count) return kept.subarray(0, count);
  const fresh = new Uint32Array(count);
  keptScratch.set(name, fresh);
  return fresh;
}

/** Converts counts per digit to the position of each digit's first entry. */
function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let digit = 0; digit < DIGIT_COUNT; digit += 1) {
    const size = counts[digit] ?? 0;
    counts[digit] = start;
    start += size;
  }
}

/** Radix sort, least significant digit first. */
function sortKeys({ keys, lowStarts, highStarts }: Keys): Sorted {
  const count = keys.length;
  const byLowDigit = scratch("byLowDigit", count);
  for (let index = 0; index < count; index += 1) {
    const digit = (keys[index] ?? 0) & DIGIT_MASK;
    const place = lowStarts[digit] ?? 0;
    lowStarts[digit] = place + 1;
    byLowDigit[place] = index;
  }
  const order = new Uint32Array(count);
  const sortedKeys = scratch("sortedKeys", count);
  for (let position = 0; position < count; position += 1) {
    const index = byLowDigit[position] ?? 0;
    const key = keys[index] ?? 0;
    const place = highStarts[key >>> DIGIT_BITS] ?? 0;
    highStarts[key >>> DIGIT_BITS] = place + 1;
    order[place] = index;
    sortedKeys[place] = key;
  }
  return { order, sortedKeys };
}

/** Sorts and ranks the entries [start, end) of `order`, which share a key. */
function rankRun(
  values: Float64Array,
  order: Uint32Array,
  rank: Uint32Array,
  start: number,
  end: number,
): void {
  if (end - start <= SMALL_RUN) sortSmallRun(values, order, start, end);
  else sortRun(values, order.subarray(start, end));
  let place = start + 1;
  for (let position = start; position < end; position += 1) {
    const index = order[position] ?? 0;
    if (position > start && values[index] !== values[order[position - 1] ?? 0]) place = position + 1;
    rank[index] = place;
  }
}

/** Insertion sort: stable, and costs nothing for equal values. */
function sortSmallRun(values: Float64Array, order: Uint32Array, start: number, end: number): void {
  for (let position = start + 1; position < end; position += 1) {
    const index = order[position] ?? 0;
    const value = values[index] ?? 0;
    let place = position;
    while (place > start && (values[order[place - 1] ?? 0] ?? 0) < value) {
      order[place] = order[place - 1] ?? 0;
      place -= 1;
    }
    order[place] = index;
  }
}

function sortRun(values: Float64Array, run: Uint32Array): void {
  if (isDescending(values, run)) return;
  run.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
}

function isDescending(values: Float64Array, run: Uint32Array): boolean {
  for (let position = 1; position < run.length; position += 1) {
    if ((values[run[position - 1] ?? 0] ?? 0) < (values[run[position] ?? 0] ?? 0)) return false;
  }
  return true;
}
