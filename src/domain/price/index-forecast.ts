import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import { conformalHalfWidth } from "./conformal";
import { dampedTrend } from "./damped-trend";
import { type BackTest, backTest } from "./forecast-back-test";

const HOUR_MS = 3_600_000;

/** How far we look ahead: a day. */
export const FORECAST_HOURS = 24;
/** Two weeks: ten days of origins behind three of learning. Less would mistake one weekend for a habit. */
export const LEAST_HOURS = 336;
/** Older hours say little of tomorrow. */
const MOST_HOURS = 720;
/** With more hours missing we would learn from our own bridges. */
export const MOST_MISSING = 0.2;
/** A forecast starts from now or not at all. */
const CURRENT_WITHIN_HOURS = 3;
const LEARNING_HOURS = 72;
/** Share of outcomes that the interval is to hold. */
export const INTERVAL_LEVEL = 0.8;

/** A forecast is shown when it beats the last value by this share of its error, */
export const LEAST_GAIN = 0.05;
/** when the mean gain of a day is this many standard errors above nothing, */
const LEAST_T = 2;
/** and when its interval held at least this share of what came. */
export const LEAST_COVERAGE = 0.7;

export type HourValue = { at: Date; microUsdPerGpuHour: number };
export type ForecastHour = { at: string; expected: MicroUsd; low: MicroUsd; high: MicroUsd };

export type IndexForecast =
  | { verdict: "too_short"; hours: number; needed: number }
  | { verdict: "gaps"; missing: number }
  | { verdict: "not_current"; lastAt: string }
  | { verdict: "no_better"; backTest: BackTest }
  | { verdict: "shown"; backTest: BackTest; level: number; hours: ForecastHour[] };

/**
 * The index of the next 24 hours with an interval, or why there is none.
 *
 * Damped trend on the logarithm of hourly values, its interval from the residuals of a rolling origin. Shown only where it
 * would have beaten the last value. Deterministic; some milliseconds.
 *
 * @param values rising in time, above 0; the last of an hour counts, an hour without one is missing.
 */
export function forecastIndex(values: readonly HourValue[], now: Date): IndexForecast {
  const { startHour, logs } = hourly(values);
  const hours = logs.filter((value) => !Number.isNaN(value)).length;
  if (hours < LEAST_HOURS) return { verdict: "too_short", hours, needed: LEAST_HOURS };
  const missing = 1 - hours / logs.length;
  if (missing > MOST_MISSING) return { verdict: "gaps", missing };
  const lastAtMs = (startHour + logs.length - 1) * HOUR_MS;
  if (now.getTime() - lastAtMs > CURRENT_WITHIN_HOURS * HOUR_MS)
    return { verdict: "not_current", lastAt: new Date(lastAtMs).toISOString() };
  const forecasters = dampedTrend(logs);
  const { figures, residuals } = backTest({
    logs,
    forecasters,
    learning: LEARNING_HOURS,
    horizon: FORECAST_HOURS,
    level: INTERVAL_LEVEL,
  });
  const forecaster = forecasters.at(-1);
  if (forecaster === undefined || !isBetter(figures)) return { verdict: "no_better", backTest: figures };
  const ahead = residuals.flatMap((own, place) => {
    const halfWidth = conformalHalfWidth(own, INTERVAL_LEVEL);
    if (halfWidth === null) return [];
    const said = forecaster(place + 1);
    const at = new Date(lastAtMs + (place + 1) * HOUR_MS).toISOString();
    return [{ at, expected: price(said), low: price(said - halfWidth), high: price(said + halfWidth) }];
  });
  return { verdict: "shown", backTest: figures, level: INTERVAL_LEVEL, hours: ahead };
}

function isBetter({ relativeError, gainT, coverage }: BackTest): boolean {
  if (relativeError === null || coverage === null || gainT === null) return false;
  return relativeError <= 1 - LEAST_GAIN && gainT >= LEAST_T && coverage >= LEAST_COVERAGE;
}

/** Logarithms by hour, NaN where there is none, from the first hour to the last, at most 30 days of them. */
function hourly(values: readonly HourValue[]): { startHour: number; logs: Float64Array } {
  const hours = values.map(({ at }) => Math.floor(at.getTime() / HOUR_MS));
  const last = hours.at(-1);
  if (last === undefined) return { startHour: 0, logs: new Float64Array(0) };
  const startHour = hours.find((hour) => hour > last - MOST_HOURS) ?? last;
  const logs = new Float64Array(last - startHour + 1).fill(Number.NaN);
  values.forEach(({ microUsdPerGpuHour }, place) => {
    const slot = (hours[place] ?? 0) - startHour;
    if (slot >= 0) logs[slot] = Math.log(microUsdPerGpuHour);
  });
  return { startHour, logs };
}

function price(log: number): MicroUsd {
  return roundMicroUsd(Math.exp(log));
}
