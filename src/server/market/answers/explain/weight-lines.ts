import { weightSwitchPoints } from "@/domain/ranking/explanation/switch-points";
import { winningWeights } from "@/domain/ranking/explanation/winning-weights";
import { emptyFront, extendFront } from "@/domain/ranking/pareto-front";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";
import { BLOCK_ROWS } from "@/domain/ranking/score-rows";
import type { RankedSet } from "../ranked/ranked-set";
import { bestPositions } from "../ranked/ranks";
import { utilitiesOfRows, utilityWriter } from "../ranked/utilities";
import type { Here } from "./here";

/** A weight, as a share of all as the page shows them, beyond which the offer is first, or the first one is not. */
export type WeightLine = {
  criterion: CriterionId;
  now: number;
  side: "below" | "above";
  weight: number;
  /** Position of the offer that takes first place; null: the explained one does. */
  newFirst: number | null;
};

/** Rows of high scores cover most others, so they are looked at first. */
const SEEDS = 64;

const fronts = new WeakMap<RankedSet, Uint32Array>();

/**
 * The nearest weights at which first place changes for or against an offer, nearest first; the others keep their proportions.
 * Offers that another one dominates can never be first and are left out, and so are those of which the price is history.
 */
export function weightLinesOf(here: Here, position: number, isFirst: boolean): WeightLine[] {
  const { market, set, now } = here;
  const rivals = [position, ...frontOf(here).filter((other) => other !== position)];
  const rows = Uint32Array.from(rivals, (other) => set.rows[other] as number);
  const columns = utilitiesOfRows(market.columns, rows, set.domain, now);
  const lines = isFirst ? linesOfFirst(set, columns, rivals) : linesOfOther(set, columns);
  return lines
    .flatMap((line) => {
      const { criterion } = line;
      const weight = shareOfAll(set, criterion, line.weight);
      return weight === null ? [] : [{ ...line, weight, now: set.weights[criterion] }];
    })
    .sort((a, b) => Math.abs(a.weight - a.now) - Math.abs(b.weight - b.now));
}

function linesOfFirst(set: RankedSet, columns: Float64Array[], rivals: number[]): Omit<WeightLine, "now">[] {
  const found = weightSwitchPoints(columns, 0, set.counting);
  return criterionIds.flatMap((criterion) =>
    (["below", "above"] as const).flatMap((side) => {
      const point = found[criterion][side];
      return point
        ? [{ criterion, side, weight: point.weight, newFirst: rivals[point.newFirst] ?? null }]
        : [];
    }),
  );
}

function linesOfOther(set: RankedSet, columns: Float64Array[]): Omit<WeightLine, "now">[] {
  const found = winningWeights(columns, 0, set.counting);
  return criterionIds.flatMap((criterion) =>
    (["below", "above"] as const).flatMap((side) => {
      const weight = found[criterion][side];
      return weight === null ? [] : [{ criterion, side, weight, newFirst: null }];
    }),
  );
}

/** From a share of the weights that count in this question to a share of all; null where no such share says it. */
function shareOfAll(
  { weights, counting, domain }: RankedSet,
  criterion: CriterionId,
  share: number,
): number | null {
  const [others, all] = [sumOfOthers(counting, criterion), sumOfOthers(weights, criterion)];
  if (domain.scales[criterion] === null || others === 0) return null;
  if (share === 1) return 1;
  const weight = (share / (1 - share)) * others;
  return weight / (weight + all);
}

function sumOfOthers(weights: Weights, criterion: CriterionId): number {
  return criterionIds.reduce((sum, id) => (id === criterion ? sum : sum + weights[id]), 0);
}

/** The positions that could be first under some weights, best first; kept with the set. */
function frontOf({ market, set, now }: Here): Uint32Array {
  const known = fronts.get(set);
  if (known) return known;
  const { rows, closeness, isPast, domain } = set;
  const front = emptyFront();
  const positionAt = (position: number) => (isPast?.[position] === 1 ? -1 : position);
  const best = bestPositions(closeness, SEEDS);
  const bestRows = Uint32Array.from(best, (position) => rows[position] as number);
  const seeds = utilitiesOfRows(market.columns, bestRows, domain, now);
  extendFront(front, seeds, best.length, (place) => positionAt(best[place] ?? -1));
  const write = utilityWriter(market.columns, rows, domain, now);
  const block = criterionIds.map(() => new Float64Array(BLOCK_ROWS));
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, rows.length);
    write(block, start, end);
    extendFront(front, block, end - start, (place) => positionAt(start + place));
  }
  const byScore = (a: number, b: number) => (closeness[b] as number) - (closeness[a] as number) || a - b;
  const found = Uint32Array.from(front.rows).sort(byScore);
  fronts.set(set, found);
  return found;
}
