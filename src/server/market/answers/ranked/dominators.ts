import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { BLOCK_ROWS } from "@/domain/ranking/score-rows";
import type { Columns } from "../../snapshot/columns";
import type { RankedSet } from "./ranked-set";
import { utilityWriter } from "./utilities";

/** A row of the page of which every figure is known, and the best ranked dominator found so far; -1 = none. */
type Wanted = { position: number; place: number; utilities: number[]; dominator: number };

type Scored = Pick<RankedSet, "closeness" | "isPast">;

/**
 * For each position of a page, one that dominates it, or -1 for those on the Pareto front and those with an unknown figure, of
 * which nothing shows that they are dominated. Of several dominators, it names the best ranked, then the first.
 *
 * One pass over the rows of which the score is high enough. Almost every one of them is settled by one comparison: with the least
 * utilities of the page, or with the score of the dominator that is already known.
 *
 * @param utilities of the page, one column per criterion.
 */
export function dominatorsOf(
  columns: Columns,
  set: RankedSet,
  page: readonly number[],
  utilities: readonly Float64Array[],
  now: Date,
): number[] {
  const dominators = page.map(() => -1);
  const wanted = page
    .map((position, place): Wanted => ({ position, place, utilities: at(utilities, place), dominator: -1 }))
    .filter(({ position }) => isKnown(columns, set.rows[position] as number));
  if (wanted.length === 0) return dominators;

  const scored = atLeast(
    set.closeness,
    Math.min(...wanted.map(({ position }) => set.closeness[position] as number)),
  );
  const write = utilityWriter(columns, pick(set.rows, scored), set.domain, now);
  const least = criterionIds.map((_, index) => Math.min(...wanted.map((one) => one.utilities[index] ?? 0)));
  const block = criterionIds.map(() => new Float64Array(BLOCK_ROWS));
  for (let start = 0; start < scored.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, scored.length);
    write(block, start, end);
    for (let place = start; place < end; place += 1) {
      if (!isAtLeast(block, place - start, least)) continue;
      const candidate = scored[place] as number;
      if (isKnown(columns, set.rows[candidate] as number))
        offerDominator(wanted, candidate, block, place - start, set);
    }
  }
  for (const { place, dominator } of wanted) dominators[place] = dominator;
  return dominators;
}

/** Notes a candidate for the rows that it dominates and that have no better ranked dominator. */
function offerDominator(
  wanted: readonly Wanted[],
  candidate: number,
  block: readonly Float64Array[],
  place: number,
  set: Scored,
): void {
  for (const one of wanted) {
    if (one.dominator >= 0 && !isRankedAbove(set, candidate, one.dominator)) continue;
    // Rounding may score a row below one that it dominates: only the order on the screen counts.
    if (isRankedAbove(set, one.position, candidate)) continue;
    if (dominates(block, place, one.utilities)) one.dominator = candidate;
  }
}

/** Whether a position stands above another: prices that are history come last. */
function isRankedAbove({ closeness, isPast }: Scored, a: number, b: number): boolean {
  const [past, otherPast] = [isPast?.[a] ?? 0, isPast?.[b] ?? 0];
  return past === otherPast ? (closeness[a] as number) > (closeness[b] as number) : past < otherPast;
}

function dominates(block: readonly Float64Array[], place: number, utilities: readonly number[]): boolean {
  let isBetter = false;
  for (let criterion = 0; criterion < block.length; criterion += 1) {
    const gain = (block[criterion]?.[place] as number) - (utilities[criterion] as number);
    if (gain < 0) return false;
    if (gain > 0) isBetter = true;
  }
  return isBetter;
}

/** Whether every figure that counts in the score is known of a row: an unknown one shows no dominance. */
function isKnown({ measures }: Columns, row: number): boolean {
  for (const column of measures) if (Number.isNaN(column[row] as number)) return false;
  return true;
}

/** The positions with a score, or a higher one, in their own order. */
function atLeast(closeness: Float64Array, least: number): Uint32Array {
  const positions = new Uint32Array(closeness.length);
  let count = 0;
  for (let position = 0; position < closeness.length; position += 1)
    if ((closeness[position] as number) >= least) positions[count++] = position;
  return positions.subarray(0, count);
}

/** The values at some places. A loop, because `from` with a function takes ten times as long. */
function pick(values: Uint32Array, places: Uint32Array): Uint32Array {
  const picked = new Uint32Array(places.length);
  for (let place = 0; place < places.length; place += 1)
    picked[place] = values[places[place] as number] as number;
  return picked;
}

function at(utilities: readonly Float64Array[], place: number): number[] {
  return utilities.map((column) => column[place] as number);
}

function isAtLeast(block: readonly Float64Array[], place: number, least: readonly number[]): boolean {
  for (let criterion = 0; criterion < block.length; criterion += 1)
    if ((block[criterion]?.[place] as number) < (least[criterion] as number)) return false;
  return true;
}
