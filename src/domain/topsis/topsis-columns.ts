import { AppError } from "@/domain/errors";

/** A fixed reference for one criterion, in the unit of its column. */
export type Reference = { ideal: number; antiIdeal: number };
export type Direction = "benefit" | "cost";

/**
 * One prepared criterion: its values lie between anti-ideal and ideal, which are `spread` apart, and none is greater in magnitude
 * than `greatest`. The Euclidean norm of the original column is norm x 2^normExponent.
 */
export type Criterion = Reference & {
  values: Float64Array;
  spread: number;
  greatest: number;
  norm: number;
  normExponent: number;
};

type Norm = Pick<Criterion, "norm" | "normExponent">;

type Range = { lowest: number; highest: number; squares: number };

/** Sums of squares over any array neither overflow nor underflow if the numbers have binary exponents up to this. */
const SAFE_EXPONENT = 400;
const SUM_BLOCK = 1024;

/**
 * Reads one column in a single pass: its range, its norm, and whether all values are finite.
 *
 * @param name name of the column in error messages.
 * @throws {AppError} INVALID_INPUT for a value that is not a finite number, or a reference that contradicts the direction.
 */
export function readCriterion(
  column: readonly number[] | Float64Array,
  direction: Direction,
  reference: Reference | null,
  name: string,
): Criterion {
  const values = column instanceof Float64Array ? column : toFloat64(column, name);
  const range = rangeOf(values);
  if (!Number.isFinite(range.squares)) requireFinite(values, name);
  const norm = normOf(values, range);
  if (!reference) return fromRange(values, range, norm, direction);
  requireReference(reference, direction, name);
  return fromReference(values, range, norm, reference);
}

/** Binary exponent of a column's greatest magnitude; 0 if its squares are safe without scaling. */
export function scaleExponent(greatest: number): number {
  if (!(greatest > 0)) return 0;
  const exponent = Math.floor(Math.log2(greatest));
  return Math.abs(exponent) <= SAFE_EXPONENT ? 0 : exponent;
}

/** The same criterion in units of 2^exponent. Exact, except for values too small to matter beside the greatest. */
export function scaleDown(criterion: Criterion, exponent: number): Criterion {
  if (exponent === 0 && criterion.normExponent === 0) return criterion;
  const values = scaledBy(criterion.values, exponent);
  const [ideal = 0, antiIdeal = 0, greatest = 0] = scaledBy(
    Float64Array.of(criterion.ideal, criterion.antiIdeal, criterion.greatest),
    exponent,
  );
  // The norm is kept away from 0 and infinity, to distinguish an unusable norm from that of a column of zeros.
  const norm = criterion.norm * 2 ** Math.min(Math.max(criterion.normExponent - exponent, -1000), 1000);
  return { values, ideal, antiIdeal, greatest, spread: Math.abs(ideal - antiIdeal), norm, normExponent: 0 };
}

function scaledBy(values: Float64Array, exponent: number): Float64Array {
  if (exponent === 0) return values;
  // In two steps, because the smallest numbers need 2^1074, which is not a finite double.
  const half = 2 ** -Math.trunc(exponent / 2);
  const rest = 2 ** -(exponent - Math.trunc(exponent / 2));
  return values.map((value) => value * half * rest);
}

function normOf(values: Float64Array, { lowest, highest, squares }: Range): Norm {
  const normExponent = scaleExponent(Math.max(-lowest, highest));
  const safeSquares = normExponent === 0 ? squares : rangeOf(scaledBy(values, normExponent)).squares;
  return { norm: Math.sqrt(safeSquares), normExponent };
}

function fromRange(
  values: Float64Array,
  { lowest, highest }: Range,
  norm: Norm,
  direction: Direction,
): Criterion {
  const [ideal, antiIdeal] = direction === "benefit" ? [highest, lowest] : [lowest, highest];
  return {
    values,
    ideal,
    antiIdeal,
    spread: highest - lowest,
    greatest: Math.max(-lowest, highest),
    ...norm,
  };
}

/** Clamps values beyond the reference, in a copy, so that none is better than the ideal. */
function fromReference(values: Float64Array, range: Range, norm: Norm, reference: Reference): Criterion {
  const floor = Math.min(reference.ideal, reference.antiIdeal);
  const ceiling = Math.max(reference.ideal, reference.antiIdeal);
  const isWithin = range.lowest >= floor && range.highest <= ceiling;
  const moved = isWithin ? values : values.map((value) => Math.min(Math.max(value, floor), ceiling));
  return {
    values: moved,
    ...reference,
    spread: ceiling - floor,
    greatest: Math.max(-floor, ceiling),
    ...norm,
  };
}

/** Sums squares in blocks: over a million values, a single running sum would lose the twelfth digit. */
function rangeOf(values: Float64Array): Range {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let squares = 0;
  for (let start = 0; start < values.length; start += SUM_BLOCK) {
    const end = Math.min(start + SUM_BLOCK, values.length);
    let blockSquares = 0;
    for (let index = start; index < end; index += 1) {
      const value = values[index] ?? 0;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
      blockSquares += value * value;
    }
    squares += blockSquares;
  }
  return { lowest, highest, squares };
}

function toFloat64(column: readonly number[], name: string): Float64Array {
  const values = new Float64Array(column.length);
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index];
    // Checked here because a typed array would silently convert null to 0, the best possible price.
    if (typeof value !== "number") throw notFinite(value, name, index);
    values[index] = value;
  }
  return values;
}

function requireFinite(values: Float64Array, name: string): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw notFinite(values[index], name, index);
}

function notFinite(value: unknown, name: string, row: number): AppError {
  return new AppError("INVALID_INPUT", `${name}, row ${row}: not a finite number: ${String(value)}`);
}

function requireReference({ ideal, antiIdeal }: Reference, direction: Direction, name: string): void {
  const isOrdered = direction === "benefit" ? ideal >= antiIdeal : ideal <= antiIdeal;
  if (Number.isFinite(ideal) && Number.isFinite(antiIdeal) && isOrdered) return;
  throw new AppError(
    "INVALID_INPUT",
    `${name}: ideal ${ideal} and anti-ideal ${antiIdeal} do not fit direction ${direction}`,
  );
}
