const DIGIT_BITS = 11;
const DIGIT_COUNT = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGIT_COUNT - 1;
/** Up to here an insertion sort of neighbours beats a comparator sort. */
const SMALL_RUN = 24;

/** `order` holds indexes best first, equal values by index; `rank` is 1, 2, 2, 4 in input order. */
export type Ranking = { order: Uint32Array; rank: Uint32Array };

/**
 * Ranks values from high to low by competition rank: one plus the number of values strictly greater.
 *
 * @param values finite numbers; only numbers that compare equal tie.
 * Takes O(n) unless many different values lie within 2^-32 of the range, which are then sorted by comparison.
 */
export function rankDescending(values: Float64Array): Ranking {
  const count = values.length;
  const keys = descendingKeys(values);
  const order = stableOrder(keys);
  const rank = new Uint32Array(count);
  let start = 0;
  while (start < count) {
    const end = endOfRun(keys, order, start);
    if (end - start > 1) sortRun(values, order.subarray(start, end));
    rankRun(values, order, rank, start, end);
    start = end;
  }
  return { order, rank };
}

/** 32-bit keys that fall where the value rises: values in order never get keys out of order, but near ones may share a key. */
function descendingKeys(values: Float64Array): Uint32Array {
  const keys = new Uint32Array(values.length);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const scale = 0xffffffff / (highest - lowest);
  if (!Number.isFinite(scale)) return keys;
  for (let index = 0; index < values.length; index += 1) keys[index] = (highest - (values[index] ?? 0)) * scale;
  return keys;
}

/** Least-significant-digit radix sort of the keys; a digit that all keys share costs no pass. */
function stableOrder(keys: Uint32Array): Uint32Array {
  const count = keys.length;
  let order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  let spare = new Uint32Array(count);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = digitStarts(keys, shift);
    if (!starts) continue;
    for (let position = 0; position < count; position += 1) {
      const index = order[position] ?? 0;
      const digit = ((keys[index] ?? 0) >>> shift) & DIGIT_MASK;
      const place = starts[digit] ?? 0;
      starts[digit] = place + 1;
      spare[place] = index;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

function digitStarts(keys: Uint32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(DIGIT_COUNT);
  for (let index = 0; index < keys.length; index += 1) {
    const digit = ((keys[index] ?? 0) >>> shift) & DIGIT_MASK;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  let start = 0;
  for (let digit = 0; digit < DIGIT_COUNT; digit += 1) {
    const size = starts[digit] ?? 0;
    if (size === keys.length) return null;
    starts[digit] = start;
    start += size;
  }
  return starts;
}

function endOfRun(keys: Uint32Array, order: Uint32Array, start: number): number {
  const key = keys[order[start] ?? 0];
  let end = start + 1;
  while (end < order.length && keys[order[end] ?? 0] === key) end += 1;
  return end;
}

/** Sorts indexes that share a key by their values, which mostly are equal already. */
function sortRun(values: Float64Array, run: Uint32Array): void {
  if (isDescending(values, run)) return;
  if (run.length > SMALL_RUN) {
    run.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
    return;
  }
  for (let position = 1; position < run.length; position += 1) {
    const index = run[position] ?? 0;
    const value = values[index] ?? 0;
    let place = position;
    while (place > 0 && (values[run[place - 1] ?? 0] ?? 0) < value) {
      run[place] = run[place - 1] ?? 0;
      place -= 1;
    }
    run[place] = index;
  }
}

function isDescending(values: Float64Array, run: Uint32Array): boolean {
  for (let position = 1; position < run.length; position += 1) {
    if ((values[run[position - 1] ?? 0] ?? 0) < (values[run[position] ?? 0] ?? 0)) return false;
  }
  return true;
}

function rankRun(values: Float64Array, order: Uint32Array, rank: Uint32Array, start: number, end: number): void {
  let place = start + 1;
  for (let position = start; position < end; position += 1) {
    const index = order[position] ?? 0;
    if (position > start && values[index] !== values[order[position - 1] ?? 0]) place = position + 1;
    rank[index] = place;
  }
}
