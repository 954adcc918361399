const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between time marks that a reader counts in, in milliseconds. */
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 15, 30].map((days) => days * DAY),
];

/**
 * Marks of a time axis on round UTC times, at most `most` of them; the range in milliseconds, both ends included.
 */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = timeSteps.find((candidate) => (to - from) / candidate < most) ?? 30 * DAY;
  return multiples(from, to, step);
}

/**
 * Round values that frame a range: the first is at or below `low`, the last at or above `high`, steps of 1, 2 or 5 times a
 * power of ten. A flat range gets room on both sides, since a line on the frame cannot be seen.
 */
export function valueTicks(low: number, high: number, intervals: number): number[] {
  const room = high > low ? (high - low) * 0.1 : Math.abs(high) * 0.05 || 1;
  const bottom = low >= 0 ? Math.max(0, low - room) : low - room;
  const rough = (high + room - bottom) / intervals;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(bottom / step);
  const last = Math.ceil((high + room) / step);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

function multiples(from: number, to: number, step: number): number[] {
  const marks: number[] = [];
  for (let mark = Math.ceil(from / step) * step; mark <= to; mark += step) marks.push(mark);
  return marks;
}
