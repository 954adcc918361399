import { paretoFront } from "@/domain/ranking/dominance";
import { weightSwitchPoints } from "@/domain/ranking/explanation/switch-points";
import { winningWeights } from "@/domain/ranking/explanation/winning-weights";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";
import type { RankedSet } from "../ranked/ranked-set";
import { rankingOf } from "../ranked/ranks";
import { utilitiesOfRows } from "../ranked/utilities";
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

function frontOf({ market, set, now }: Here): Uint32Array {
  const known = fronts.get(set);
  if (known) return known;
  const { isPast } = set;
  const { order } = rankingOf(set);
  const current = isPast === null ? order : order.filter((position) => isPast[position] === 0);
  const front = paretoFront(utilitiesOfRows(market.columns, set.rows, set.domain, now), current);
  fronts.set(set, front);
  return front;
}
