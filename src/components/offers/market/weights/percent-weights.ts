import { eachCriterion, normalizeWeights, reweighted } from "@/domain/ranking/ranking";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";

/**
 * The weights as whole percents that add up to exactly 100, as sliders show them and a link carries them.
 *
 * What rounding down leaves over goes to the largest remainders, the earlier criterion first.
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

/** Percents after one slider was moved to `percent`: the others keep their proportions and the sum stays 100. */
export function withPercent(weights: Weights, criterion: CriterionId, percent: number): Weights {
  const moved = reweighted(normalizeWeights(weights), criterion, percent / 100);
  const others = percentWeights(moved);
  return others[criterion] === percent ? others : settle(others, criterion, percent);
}

/** Rounding may have moved the slider's own value by one: the reader's hand wins, the largest other pays. */
function settle(weights: Weights, criterion: CriterionId, percent: number): Weights {
  const difference = weights[criterion] - percent;
  const others = criterionIds.filter((id) => id !== criterion);
  const largest = others.reduce(
    (best, id) => (weights[id] > weights[best] ? id : best),
    others[0] ?? criterion,
  );
  return { ...weights, [criterion]: percent, [largest]: weights[largest] + difference };
}
