const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Intervals between time ticks that are easy to read, in milliseconds. */
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 15, 30, 60].map((days) => days * DAY),
];

/**
 * Ticks of a time axis at round UTC times, at most `maxTicks` of them; the range is in milliseconds and includes both ends.
 */
export function timeTicks(from: number, to: number, maxTicks: number): number[] {
  const step = timeSteps.find((candidate) => (to - from) / candidate < maxTicks) ?? 60 * DAY;
  return multiples(from, to, step);
}

/**
 * Round values that enclose a range: the first is at or below `low`, the last at or above `high`, in steps of 1, 2 or 5 times a
 * power of ten. A flat range gets space on both sides, since a line on the edge cannot be seen.
 */
export function valueTicks(low: number, high: number, intervals: number): number[] {
  const padding = high > low ? (high - low) * 0.1 : Math.abs(high) * 0.05 || 1;
  const bottom = low >= 0 ? Math.max(0, low - padding) : low - padding;
  const rough = (high + padding - bottom) / intervals;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(bottom / step);
  const last = Math.ceil((high + padding) / step);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/**
 * Round values inside a range, both ends included, for a logarithmic axis: 1, 2 and 5 times each power of ten, or 1 and 3
 * times, or the powers alone, or every n-th power: the finest choice with at most `maxTicks` values.
 */
export function logTicks(low: number, high: number, maxTicks: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const inside = (factors: readonly number[], every: number) =>
    powers
      .filter((power) => power % every === 0)
      .flatMap((power) => factors.map((factor) => Number((factor * 10 ** power).toPrecision(12))))
      .filter((value) => value >= low && value <= high);
  const choices = [
    inside([1, 2, 5], 1),
    inside([1, 3], 1),
    ...[1, 2, 3, 4, 6].map((every) => inside([1], every)),
  ];
  return choices.find(({ length }) => length <= maxTicks) ?? [];
}

function multiples(from: number, to: number, step: number): number[] {
  const marks: number[] = [];
  for (let mark = Math.ceil(from / step) * step; mark <= to; mark += step) marks.push(mark);
  return marks;
}
