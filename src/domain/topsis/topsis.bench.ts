/**
 * TOPSIS and its anchors in one run: `node --expose-gc --import tsx src/domain/topsis/topsis.bench.ts`.
 *
 * Anchors: reading the same doubles once and twice in a plain loop, and a straightforward implementation with an object per row.
 * Exits with 1 if the best time at 1e5 rows exceeds four times that of two reads, or if times grow faster than n^1.1. Best times
 * are compared because other load on the machine can only add to them.
 */
import os from "node:os";
import { report } from "../../../scripts/bench/report";
import { type TopsisInput, topsis } from "./topsis";
import type { Direction } from "./topsis-columns";

const COLUMN_COUNT = 8;
const MAX_TIMES_TWO_READS = 4;
const MAX_SLOPE = 1.1;
const sizes = [
  { rowCount: 1_000, repeats: 1000 },
  { rowCount: 10_000, repeats: 300 },
  { rowCount: 100_000, repeats: 80 },
  { rowCount: 1_000_000, repeats: 15 },
];

type Timing = { best: number; median: number };
type Row = { values: number[]; closeness: number; rank: number };

/** Uses the results, so that no loop is optimised away. */
const sink = { sum: 0 };

main();

function main(): void {
  console.log(
    `${os.cpus()[0]?.model ?? "unknown CPU"}, ${os.cpus().length} threads, node ${process.version}`,
  );
  console.log(`${COLUMN_COUNT} columns, ms as best / median; ratios of best times`);
  const results = sizes.map(({ rowCount, repeats }) => measure(rowCount, repeats));
  const slope = logSlope(results.map(({ rowCount, ours }) => [rowCount, ours.best]));
  const large = results.find(({ rowCount }) => rowCount === 100_000);
  if (large === undefined) throw new Error("the size with a bound was not measured");
  report({
    name: "topsis: 100,000 rows of eight columns, best",
    value: large.ours.best,
    unit: "ms",
    anchor: { name: "two reads", value: large.twoReads.best },
    bound: {
      text: `at most ${MAX_TIMES_TWO_READS} x two reads`,
      isHeld: large.ratio <= MAX_TIMES_TWO_READS,
    },
  });
  report({
    name: "topsis: exponent of growth",
    value: slope,
    unit: "x",
    anchor: null,
    bound: { text: `at most ${MAX_SLOPE}`, isHeld: slope <= MAX_SLOPE },
  });
}

function measure(rowCount: number, repeats: number) {
  const input = makeInput(rowCount);
  const columns = input.columns.map((column) => Float64Array.from(column));
  const one = time(repeats, () => read(columns));
  const two = time(repeats, () => read(columns) + read(columns));
  const ours = time(repeats, () => topsis(input).rank[0] ?? 0);
  const plain = time(Math.max(3, Math.ceil(repeats / 10)), () => plainTopsis(input)[0]?.rank ?? 0);
  const ratio = ours.best / two.best;
  const parts = [
    `n ${rowCount}`.padEnd(10),
    `one read ${show(one)}`,
    `two reads ${show(two)}`,
    `topsis ${show(ours)}`,
    `object per row ${show(plain)}`,
    `${ratio.toFixed(2)} x two reads`,
    `${(plain.best / ours.best).toFixed(1)} x faster than plain`,
  ];
  console.log(parts.join("   "));
  return { rowCount, ours, twoReads: two, ratio };
}

function time(repeats: number, run: () => number): Timing {
  for (let warm = 0; warm < Math.min(repeats, 20); warm += 1) sink.sum += run();
  globalThis.gc?.();
  const times = Array.from({ length: repeats }, () => {
    const start = performance.now();
    sink.sum += run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { best: times[0] ?? Number.NaN, median: times[times.length >> 1] ?? Number.NaN };
}

function read(columns: readonly Float64Array[]): number {
  let sum = 0;
  for (const column of columns) for (let row = 0; row < column.length; row += 1) sum += column[row] ?? 0;
  return sum;
}

/** Reproducible values in [1, 101), by a multiplicative congruential generator. */
function makeInput(rowCount: number): TopsisInput {
  let state = 20_261_123;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return 1 + (100 * state) / 2_147_483_647;
  };
  const indexes = Array.from({ length: COLUMN_COUNT }, (_, index) => index);
  return {
    columns: indexes.map(() => Float64Array.from({ length: rowCount }, next)),
    weights: indexes.map((index) => index + 1),
    directions: indexes.map((index): Direction => (index % 2 === 0 ? "cost" : "benefit")),
  };
}

/** The obvious implementation: rows as objects, and one textbook step after another. */
function plainTopsis({ columns, weights, directions }: TopsisInput): Row[] {
  const rows = Array.from(columns[0] ?? [], (_, row): Row => {
    return { values: columns.map((column) => column[row] ?? 0), closeness: 0, rank: 0 };
  });
  const points = columns.map((_, index) =>
    weighColumn(rows, index, weights[index] ?? 0, directions[index] === "benefit"),
  );
  for (const row of rows) {
    let far = 0;
    let near = 0;
    row.values.forEach((value, index) => {
      far += (value - (points[index]?.best ?? 0)) ** 2;
      near += (value - (points[index]?.worst ?? 0)) ** 2;
    });
    row.closeness = Math.sqrt(near) / (Math.sqrt(near) + Math.sqrt(far));
  }
  rows.sort((a, b) => b.closeness - a.closeness);
  rows.forEach((row, place) => {
    const before = rows[place - 1];
    row.rank = before && before.closeness === row.closeness ? before.rank : place + 1;
  });
  return rows;
}

function weighColumn(
  rows: Row[],
  index: number,
  weight: number,
  isBenefit: boolean,
): { best: number; worst: number } {
  let squares = 0;
  for (const { values } of rows) squares += (values[index] ?? 0) ** 2;
  const norm = Math.sqrt(squares);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of rows) {
    const weighted = ((values[index] ?? 0) / norm) * weight;
    values[index] = weighted;
    low = Math.min(low, weighted);
    high = Math.max(high, weighted);
  }
  return isBenefit ? { best: high, worst: low } : { best: low, worst: high };
}

/** Slope of the least-squares line through the logarithms: the exponent of growth. */
function logSlope(points: [number, number][]): number {
  const logs = points.map(([x, y]): [number, number] => [Math.log(x), Math.log(y)]);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function show({ best, median }: Timing): string {
  return `${best.toFixed(3)} / ${median.toFixed(3)}`;
}
