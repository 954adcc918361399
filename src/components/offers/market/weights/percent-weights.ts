import { eachCriterion } from "@/domain/ranking/each-criterion";
import { normalizeWeights, reweighted } from "@/domain/ranking/ranking";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";

/**
 * The weights as whole percentages that sum to exactly 100, for sliders and links. Rounding uses the largest-remainder method;
 * on a tie the earlier criterion wins.
 */
export function percentWeights(weights: Weights): Weights {
  const exact = normalizeWeights(weights);
  const whole = eachCriterion((id) => Math.floor(exact[id] * 100 + 1e-9));
  const left = 100 - criterionIds.reduce((sum, id) => sum + whole[id], 0);
  const byRemainder = [...criterionIds].sort(
    (a, b) => exact[b] * 100 - whole[b] - (exact[a] * 100 - whole[a]),
  );
  const raised = new Set(byRemainder.slice(0, left));
  return eachCriterion((id) => whole[id] + (raised.has(id) ? 1 : 0));
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
