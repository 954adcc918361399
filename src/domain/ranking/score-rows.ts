import { SMALLEST_SAFE_SQUARE } from "@/domain/topsis/topsis";
import { scoreOf } from "./ranking";
import { criterionIds, type Weights } from "./ranking-criteria";

/** Writes the utilities of rows [start, end) to the beginning of the columns, one per criterion. */
export type WriteUtilities = (columns: readonly Float64Array[], start: number, end: number) => void;

/** Small enough that the utilities of a block stay in the first-level cache. */
export const BLOCK_ROWS = 1024;

type Block = { columns: Float64Array[]; toIdeal: Float64Array; toAntiIdeal: Float64Array };

/** Working memory, written before it is read: fresh pages for every question cost more than the arithmetic. */
const block: Block = {
  columns: criterionIds.map(() => new Float64Array(BLOCK_ROWS)),
  toIdeal: new Float64Array(BLOCK_ROWS),
  toAntiIdeal: new Float64Array(BLOCK_ROWS),
};

/**
 * The closeness of many rows whose utilities are computed block by block and never kept.
 *
 * @param weights greatest > 0; those of `normalizeWeights` and `countingWeights` are.
 * @param write   fills utilities in [0, 1]; it is called once per block, in order.
 * @returns what `rankUtilities` returns for these utilities, to the last bit, without a rank.
 */
export function scoreRows(count: number, weights: Weights, write: WriteUtilities): Float64Array {
  const scores = new Float64Array(count);
  const greatest = Math.max(...criterionIds.map((id) => weights[id]));
  const coefficients = criterionIds.map((id) => weights[id] / greatest);
  for (let start = 0; start < count; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, count);
    write(block.columns, start, end);
    scoreBlock(end - start, coefficients);
    for (let row = start; row < end; row += 1) scores[row] = closenessAt(row - start, weights);
  }
  return scores;
}

function scoreBlock(count: number, coefficients: readonly number[]): void {
  block.toIdeal.fill(0, 0, count);
  block.toAntiIdeal.fill(0, 0, count);
  coefficients.forEach((coefficient, place) => {
    const column = block.columns[place];
    if (column && coefficient > 0) addSquares(column, coefficient, count);
  });
}

function addSquares(column: Float64Array, coefficient: number, count: number): void {
  const { toIdeal, toAntiIdeal } = block;
  for (let row = 0; row < count; row += 1) {
    const utility = column[row] as number;
    const far = (utility - 1) * coefficient;
    const near = utility * coefficient;
    toIdeal[row] = (toIdeal[row] as number) + far * far;
    toAntiIdeal[row] = (toAntiIdeal[row] as number) + near * near;
  }
}

function closenessAt(row: number, weights: Weights): number {
  const near = block.toAntiIdeal[row] as number;
  if (near >= SMALLEST_SAFE_SQUARE) return 1 / (1 + Math.sqrt((block.toIdeal[row] as number) / near));
  return scoreOf(
    block.columns.map((column) => column[row] as number),
    weights,
  );
}
