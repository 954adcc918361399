import { dominatedBy } from "@/domain/ranking/dominance";
import { rankScores } from "@/domain/ranking/ranking";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { BLOCK_ROWS } from "@/domain/ranking/score-rows";
import type { Columns } from "../../snapshot/columns";
import type { RankedSet } from "./ranked-set";
import { utilitiesOfRows, utilityWriter } from "./utilities";

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
    Float64Array.from(candidates, (position) => closeness[position] as number),
    isPast && Uint8Array.from(candidates, (position) => isPast[position] as number),
  );
  const placeOf = new Map(candidates.map((position, place) => [position, place]));
  const wanted = page.map((position) => placeOf.get(position) ?? 0);
  const rows = Uint32Array.from(candidates, (position) => set.rows[position] as number);
  const found = dominatedBy(utilitiesOfRows(columns, rows, set.domain, now), ranking, wanted);
  return Array.from(found, (place) => candidates[place] ?? -1);
}

/** The positions that are at least as good as the least of the page, the page's own among them, in their own order. */
function candidatesOf(
  columns: Columns,
  { rows, closeness, domain }: RankedSet,
  page: readonly number[],
  utilities: readonly Float64Array[],
  now: Date,
): number[] {
  const scored = atLeast(closeness, Math.min(...page.map((position) => closeness[position] as number)));
  const write = utilityWriter(columns, rowsAt(rows, scored), domain, now);
  const least = utilities.map((column) => column.reduce((a, b) => Math.min(a, b), 1));
  const block = criterionIds.map(() => new Float64Array(BLOCK_ROWS));
  const candidates: number[] = [];
  for (let start = 0; start < scored.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, scored.length);
    write(block, start, end);
    for (let place = start; place < end; place += 1)
      if (isAtLeast(block, place - start, least)) candidates.push(scored[place] as number);
  }
  return candidates;
}

/** The positions with a score, or a higher one. */
function atLeast(closeness: Float64Array, least: number): Uint32Array {
  const positions = new Uint32Array(closeness.length);
  let count = 0;
  for (let position = 0; position < closeness.length; position += 1)
    if ((closeness[position] as number) >= least) positions[count++] = position;
  return positions.subarray(0, count);
}

/** A loop, because `Uint32Array.from` with a function takes ten times as long. */
function rowsAt(rows: Uint32Array, positions: Uint32Array): Uint32Array {
  const found = new Uint32Array(positions.length);
  for (let place = 0; place < positions.length; place += 1)
    found[place] = rows[positions[place] as number] as number;
  return found;
}

function isAtLeast(block: readonly Float64Array[], place: number, least: readonly number[]): boolean {
  for (let criterion = 0; criterion < block.length; criterion += 1)
    if ((block[criterion]?.[place] as number) < (least[criterion] as number)) return false;
  return true;
}
