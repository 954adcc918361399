import { eachCriterion } from "@/domain/ranking/each-criterion";
import { normalizeWeights, reweighted } from "@/domain/ranking/ranking";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";
import { wholeParts } from "@/domain/whole-parts";

/**
 * The weights as whole percentages that sum to exactly 100, for sliders and links; on a tie of remainders the earlier criterion wins.
 */
export function percentWeights(weights: Weights): Weights {
  const exact = normalizeWeights(weights);
  const whole = wholeParts(
    criterionIds.map((id) => exact[id] * 100),
    100,
  );
  return eachCriterion((_, index) => whole[index] ?? 0);
}

/** Percentages after one slider has moved to `percent`: the others keep their proportions and the sum stays 100. */
export function withPercent(weights: Weights, criterion: CriterionId, percent: number): Weights {
  const moved = reweighted(normalizeWeights(weights), criterion, percent / 100);
  const others = percentWeights(moved);
  return others[criterion] === percent ? others : keepMoved(others, criterion, percent);
}

/** Rounding may change the moved slider by one: keep the reader's value and correct the largest of the others. */
function keepMoved(weights: Weights, criterion: CriterionId, percent: number): Weights {
  const difference = weights[criterion] - percent;
  const others = criterionIds.filter((id) => id !== criterion);
  const largest = others.reduce(
    (best, id) => (weights[id] > weights[best] ? id : best),
    others[0] ?? criterion,
  );
  return { ...weights, [criterion]: percent, [largest]: weights[largest] + difference };
}
