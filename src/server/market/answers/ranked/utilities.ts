import { listAgeDays, logOfAgeFactor } from "@/domain/offer/price-age";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import {
  type CriterionScale,
  type ReferenceDomain,
  UNKNOWN_UTILITY,
} from "@/domain/ranking/reference-domain";
import type { WriteUtilities } from "@/domain/ranking/score-rows";
import type { Columns } from "../../snapshot/columns";

/** The rows at positions [start, end). */
type Portion = { rows: Uint32Array; start: number; end: number };

/** Computes the utilities of portions of `rows` under the scales of a question. */
export function utilityWriter(
  columns: Columns,
  rows: Uint32Array,
  { scales }: ReferenceDomain,
  now: Date,
): WriteUtilities {
  const ages = { logs: ageLogsOf(columns, now), codes: columns.coded.listed };
  return (into, start, end) => {
    const portion: Portion = { rows, start, end };
    criterionIds.forEach((id, place) => {
      const [scale, measures, column] = [scales[id], columns.measures[place], into[place]];
      if (!column) return;
      if (scale === null || !measures) column.fill(UNKNOWN_UTILITY, 0, end - start);
      else if (id === "price") priceUtilities(column, portion, measures, scale, ages);
      else plainUtilities(column, portion, measures, scale);
    });
  };
}

/** Copies the utilities of portions of `rows` from those of all rows. */
export function utilityReader(all: readonly Float64Array[], rows: Uint32Array): WriteUtilities {
  return (into, start, end) => {
    all.forEach((utilities, place) => {
      const column = into[place];
      if (column) copyUtilities(column, { rows, start, end }, utilities);
    });
  };
}

/** The utilities of rows, one column per criterion, aligned with `rows`. */
export function utilitiesOfRows(
  columns: Columns,
  rows: Uint32Array,
  domain: ReferenceDomain,
  now: Date,
): Float64Array[] {
  const utilities = criterionIds.map(() => new Float64Array(rows.length));
  utilityWriter(columns, rows, domain, now)(utilities, 0, rows.length);
  return utilities;
}

/** Utilities of rows as far as they are known: NaN where a figure is not, so that it shows no dominance. */
export function knownOf(
  { measures }: Columns,
  rows: Uint32Array,
  utilities: readonly Float64Array[],
): Float64Array[] {
  return utilities.map((column, place) => {
    const known = column.slice();
    const figures = measures[place];
    for (let position = 0; figures && position < known.length; position += 1)
      if (Number.isNaN(figures[rows[position] as number])) known[position] = Number.NaN;
    return known;
  });
}

function plainUtilities(
  into: Float64Array,
  { rows, start, end }: Portion,
  measures: Float64Array,
  { offset, slope, least, most }: CriterionScale,
): void {
  // `utilityOf` written out: called for each of 600,000 figures, it would take half of a search.
  for (let position = start; position < end; position += 1) {
    const utility = offset + slope * (measures[rows[position] as number] as number);
    into[position - start] = Number.isNaN(utility)
      ? UNKNOWN_UTILITY
      : Math.min(Math.max(utility, least), most);
  }
}

function priceUtilities(
  into: Float64Array,
  { rows, start, end }: Portion,
  measures: Float64Array,
  { offset, slope, least, most }: CriterionScale,
  { logs, codes }: { logs: Float64Array; codes: Uint16Array },
): void {
  for (let position = start; position < end; position += 1) {
    const row = rows[position] as number;
    const measure = (measures[row] as number) + (logs[codes[row] as number] as number);
    into[position - start] = Math.min(Math.max(offset + slope * measure, least), most);
  }
}

function copyUtilities(into: Float64Array, { rows, start, end }: Portion, from: Float64Array): void {
  for (let position = start; position < end; position += 1)
    into[position - start] = from[rows[position] as number] as number;
}

/** By how much a price of each list day ranks dearer for its age, as a logarithm; 0 for a polled one. */
function ageLogsOf({ dictionaries }: Columns, now: Date): Float64Array {
  return Float64Array.from(dictionaries.listed.words, (day) => logOfAgeFactor(listAgeDays(day || null, now)));
}
