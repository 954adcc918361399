/** Smoothing parameters: how fast the level and the trend adapt, and how fast the trend fades. */
type Smoothing = { alpha: number; beta: number; phi: number };
type State = { level: number; trend: number };

const alphas = [0.1, 0.3, 0.5, 0.8, 1] as const;
const betas = [0.02, 0.1, 0.3] as const;
const phis = [0.9, 0.98, 0.995] as const;

/** A small grid that is searched completely, so the same series gives the same answer and no search can get stuck. */
const candidates: readonly Smoothing[] = alphas.flatMap((alpha) =>
  betas.flatMap((beta) => phis.map((phi) => ({ alpha, beta: alpha * beta, phi }))),
);

/** Forecasts the value `steps` ahead, using only what was known at its origin. */
export type Forecaster = (steps: number) => number;

/**
 * Holt's exponential smoothing with a damped trend, at each step of a series. NaN is a missing value: the
 * state advances as if the expected value had occurred.
 *
 * Each step uses the parameters with the smallest sum of squared one-step errors until then, so every forecast could have been made
 * at the time. Linear in the length of the series.
 *
 * @returns for each index, the forecaster with that origin.
 * Source: Gardner and McKenzie, Forecasting Trends in Time Series, Management Science 31 (10), 1985.
 */
export function dampedTrend(series: Float64Array): Forecaster[] {
  const first = series[0] ?? Number.NaN;
  const states: State[] = candidates.map(() => ({ level: first, trend: 0 }));
  const squaredErrors = new Float64Array(candidates.length);
  return Array.from(series, (value, index) => {
    if (index > 0) {
      candidates.forEach((candidate, place) => {
        const state = states[place];
        if (state) squaredErrors[place] = (squaredErrors[place] ?? 0) + advance(state, candidate, value);
      });
    }
    return forecasterOf(states, squaredErrors);
  });
}

/** Updates the state with one value. Returns the squared error of the expected value, 0 for a missing value. */
function advance(state: State, { alpha, beta, phi }: Smoothing, value: number): number {
  const expected = state.level + phi * state.trend;
  const error = Number.isNaN(value) ? 0 : value - expected;
  state.level = expected + alpha * error;
  state.trend = phi * state.trend + beta * error;
  return error * error;
}

function forecasterOf(states: readonly State[], squaredErrors: Float64Array): Forecaster {
  let best = 0;
  for (let place = 1; place < squaredErrors.length; place += 1)
    if ((squaredErrors[place] ?? 0) < (squaredErrors[best] ?? 0)) best = place;
  const { level, trend } = states[best] ?? { level: Number.NaN, trend: 0 };
  const phi = candidates[best]?.phi ?? 1;
  return (steps) => level + trend * ((phi * (1 - phi ** steps)) / (1 - phi));
}
