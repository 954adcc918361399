import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import { addResidual, conformalHalfWidth, createResiduals, learnUntil, type Residuals } from "./conformal";
import type { Forecaster } from "./damped-trend";

/** Number of residuals that an interval needs before it counts. */
const MIN_RESIDUALS = 24;

/** How the method would have performed on past hours, compared with "the last value". Errors are means over the whole horizon. */
export type BackTest = {
  origins: number;
  meanErrorMicroUsd: MicroUsd;
  lastValueErrorMicroUsd: MicroUsd;
  /** Our error divided by that of the last value: below 1 is better. null if the last value was never wrong. */
  relativeError: number | null;
  /** Mean gain of the blocks of origins, in standard errors; null without variation or with fewer than two blocks. */
  gainT: number | null;
  /** Share of outcomes inside the interval, which uses only what was known at its origin. */
  coverage: number | null;
};

export type BackTestPlan = {
  /** Logarithms of the price, one per step; NaN is missing. */
  logs: Float64Array;
  forecasters: readonly Forecaster[];
  /** Steps before the first origin. */
  learning: number;
  horizon: number;
  level: number;
};

type Sums = { pairs: number; ours: number; last: number; inside: number; tried: number; gains: number[] };

/**
 * Rolling origin: each step after the learning period is an origin once, and its forecast is compared with the outcomes.
 *
 * @returns the figures, and the residuals of each horizon for the interval of the forecast from now.
 */
export function backTest(plan: BackTestPlan): { figures: BackTest; residuals: Residuals[] } {
  const residuals = Array.from({ length: plan.horizon }, createResiduals);
  const sums: Sums = { pairs: 0, ours: 0, last: 0, inside: 0, tried: 0, gains: [] };
  for (let origin = plan.learning; origin < plan.logs.length - plan.horizon; origin += 1)
    tryOrigin(plan, origin, residuals, sums);
  for (const own of residuals) learnUntil(own, plan.logs.length);
  const meanOf = (sum: number) => roundMicroUsd(sums.pairs === 0 ? 0 : sum / sums.pairs);
  const figures = {
    origins: sums.gains.length,
    meanErrorMicroUsd: meanOf(sums.ours),
    lastValueErrorMicroUsd: meanOf(sums.last),
    relativeError: sums.last === 0 ? null : sums.ours / sums.last,
    gainT: blockT(sums.gains, plan.horizon),
    coverage: sums.tried === 0 ? null : sums.inside / sums.tried,
  };
  return { figures, residuals };
}

function tryOrigin(
  { logs, forecasters, horizon, level }: BackTestPlan,
  origin: number,
  residuals: readonly Residuals[],
  sums: Sums,
): void {
  const [start, forecaster] = [logs[origin] ?? Number.NaN, forecasters[origin]];
  if (Number.isNaN(start) || forecaster === undefined) return;
  let [gain, outcomes] = [0, 0];
  for (let step = 1; step <= horizon; step += 1) {
    const [outcome, own] = [logs[origin + step] ?? Number.NaN, residuals[step - 1]];
    if (Number.isNaN(outcome) || own === undefined) continue;
    const forecast = forecaster(step);
    const ours = Math.abs(Math.exp(forecast) - Math.exp(outcome));
    const last = Math.abs(Math.exp(start) - Math.exp(outcome));
    sums.ours += ours;
    sums.last += last;
    gain += last - ours;
    outcomes += 1;
    learnUntil(own, origin);
    countInside(own, Math.abs(forecast - outcome), level, sums);
    addResidual(own, origin + step, Math.abs(forecast - outcome));
  }
  sums.pairs += outcomes;
  if (outcomes > 0) sums.gains.push(gain / outcomes);
}

function countInside(own: Residuals, residual: number, level: number, sums: Sums): void {
  const halfWidth = own.known.length < MIN_RESIDUALS ? null : conformalHalfWidth(own, level);
  if (halfWidth === null) return;
  sums.tried += 1;
  if (residual <= halfWidth) sums.inside += 1;
}

/** Neighbouring origins share most of their outcomes, so we compare means of blocks as long as the horizon. */
function blockT(gains: readonly number[], block: number): number | null {
  const means: number[] = [];
  for (let from = 0; from + block <= gains.length; from += block)
    means.push(meanOf(gains.slice(from, from + block)));
  if (means.length < 2) return null;
  const mean = meanOf(means);
  const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (means.length - 1);
  return variance === 0 ? null : mean / Math.sqrt(variance / means.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
