import { rankScores } from "@/domain/ranking/ranking";
import type { Ranking } from "@/domain/topsis/competition-rank";
import type { RankedSet } from "./ranked-set";

type Scored = Pick<RankedSet, "closeness" | "isPast">;

const rankings = new WeakMap<Scored, Ranking>();

/** The competition ranks of all positions, and the positions best first; computed once for a set. */
export function rankingOf(set: Scored): Ranking {
  const known = rankings.get(set);
  if (known) return known;
  const ranking = rankScores(set.closeness, set.isPast);
  rankings.set(set, ranking);
  return ranking;
}

/** The competition ranks of a few positions, aligned with them: one pass over the scores, without sorting them. */
export function ranksAt({ closeness, isPast }: Scored, positions: readonly number[]): number[] {
  const current = isPast === null ? closeness.length : countOf(isPast, 0);
  const flagged = (flag: number) => positions.filter((position) => (isPast?.[position] ?? 0) === flag);
  const ranks = new Map([
    ...ranksAmong(closeness, isPast, 0, flagged(0), 0),
    ...ranksAmong(closeness, isPast, 1, flagged(1), current),
  ]);
  return positions.map((position) => ranks.get(position) ?? 0);
}

/** Ranks among the positions with a flag, counted on from `before`. */
function ranksAmong(
  closeness: Float64Array,
  isPast: Uint8Array | null,
  flag: number,
  positions: readonly number[],
  before: number,
): [position: number, rank: number][] {
  if (positions.length === 0) return [];
  const best = positions.toSorted((a, b) => (closeness[b] as number) - (closeness[a] as number));
  const scores = Float64Array.from(best, (position) => closeness[position] as number);
  const betterThan = countBetter(closeness, isPast, flag, scores);
  let rank = before + 1;
  return best.map((position, place) => {
    rank += betterThan[place] ?? 0;
    return [position, rank];
  });
}

/** For each of the falling scores, how many rows with a flag are better than it and not better than the one before it. */
function countBetter(
  closeness: Float64Array,
  isPast: Uint8Array | null,
  flag: number,
  scores: Float64Array,
): Uint32Array {
  const counts = new Uint32Array(scores.length);
  const least = scores.at(-1) ?? 0;
  for (let row = 0; row < closeness.length; row += 1) {
    const score = closeness[row] as number;
    if (score <= least || (isPast !== null && isPast[row] !== flag)) continue;
    const place = firstBelow(scores, score);
    counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}

/** The place of the first of the falling scores that is below a score; there is one. */
function firstBelow(scores: Float64Array, score: number): number {
  let [from, to] = [0, scores.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((scores[middle] as number) < score) to = middle;
    else from = middle + 1;
  }
  return from;
}

function countOf(flags: Uint8Array, wanted: number): number {
  return flags.reduce((count, flag) => (flag === wanted ? count + 1 : count), 0);
}

/** The positions of the highest scores, best first, ties by position: one pass, without sorting them all. */
export function bestPositions(closeness: Float64Array, wanted: number): number[] {
  const best: number[] = [];
  for (let position = 0; position < closeness.length; position += 1) {
    const score = closeness[position] as number;
    if (best.length === wanted && score <= (closeness[best[wanted - 1] as number] as number)) continue;
    let place = best.length;
    while (place > 0 && score > (closeness[best[place - 1] as number] as number)) place -= 1;
    best.splice(place, 0, position);
    if (best.length > wanted) best.pop();
  }
  return best;
}
