import { dominatedBy } from "@/domain/ranking/dominance";
import { rankScores } from "@/domain/ranking/ranking";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { BLOCK_ROWS } from "@/domain/ranking/score-rows";
import type { Columns } from "../../snapshot/columns";
import type { RankedSet } from "./ranked-set";
import { knownUtilitiesOfRows, utilityWriter } from "./utilities";

/**
 * For each position of a page, one that dominates it, or -1 for those on the Pareto front.
 *
 * @param utilities of the page, one column per criterion. Only a row that is at least as good as the least of them on every
 *   criterion can dominate one, so few rows are compared.
 */
export function dominatorsOf(
  columns: Columns,
  set: RankedSet,
  page: readonly number[],
  utilities: readonly Float64Array[],
  now: Date,
): number[] {
  const candidates = candidatesOf(columns, set, page, utilities, now);
  const { closeness, isPast } = set;
  const ranking = rankScores(
    pick(closeness, candidates, new Float64Array(candidates.length)),
    isPast && pick(isPast, candidates, new Uint8Array(candidates.length)),
  );
  const rows = pick(set.rows, candidates, new Uint32Array(candidates.length));
  const wanted = page.map((position) => placeOf(candidates, position));
  const found = dominatedBy(knownUtilitiesOfRows(columns, rows, set.domain, now), ranking, wanted);
  return Array.from(found, (place) => candidates[place] ?? -1);
}

/** The positions that are at least as good as the least of the page, the page's own among them, in their own order. */
function candidatesOf(
  columns: Columns,
  { rows, closeness, domain }: RankedSet,
  page: readonly number[],
  utilities: readonly Float64Array[],
  now: Date,
): Uint32Array {
  const scored = atLeast(closeness, Math.min(...page.map((position) => closeness[position] as number)));
  const write = utilityWriter(columns, pick(rows, scored, new Uint32Array(scored.length)), domain, now);
  const least = utilities.map((column) => column.reduce((a, b) => Math.min(a, b), 1));
  const block = criterionIds.map(() => new Float64Array(BLOCK_ROWS));
  const candidates = new Uint32Array(scored.length);
  let count = 0;
  for (let start = 0; start < scored.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, scored.length);
    write(block, start, end);
    for (let place = start; place < end; place += 1)
      if (isAtLeast(block, place - start, least)) candidates[count++] = scored[place] as number;
  }
  return candidates.subarray(0, count);
}

/** The positions with a score, or a higher one. */
function atLeast(closeness: Float64Array, least: number): Uint32Array {
  const positions = new Uint32Array(closeness.length);
  let count = 0;
  for (let position = 0; position < closeness.length; position += 1)
    if ((closeness[position] as number) >= least) positions[count++] = position;
  return positions.subarray(0, count);
}

/** The values at some places. A loop, because `from` with a function takes ten times as long. */
function pick<Values extends Float64Array | Uint32Array | Uint8Array>(
  values: Values,
  places: Uint32Array,
  into: Values,
): Values {
  for (let place = 0; place < places.length; place += 1)
    into[place] = values[places[place] as number] as number;
  return into;
}

/** Where a position stands among the ascending candidates; each of a page is one. */
function placeOf(candidates: Uint32Array, position: number): number {
  let [from, to] = [0, candidates.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((candidates[middle] as number) < position) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isAtLeast(block: readonly Float64Array[], place: number, least: readonly number[]): boolean {
  for (let criterion = 0; criterion < block.length; criterion += 1)
    if ((block[criterion]?.[place] as number) < (least[criterion] as number)) return false;
  return true;
}
