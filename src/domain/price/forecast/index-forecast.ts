import { type MicroUsd, roundMicroUsd } from "@/domain/money";
import { conformalHalfWidth } from "./conformal";
import { dampedTrend } from "./damped-trend";
import { type BackTest, backTest } from "./forecast-back-test";

const HOUR_MS = 3_600_000;

/** Horizon of the forecast: one day. */
export const FORECAST_HOURS = 24;
/** About two weeks: three days of learning, then ten days of origins. A shorter history could mistake one weekend for a pattern. */
export const MIN_HOURS = 336;
/** Older hours say little about tomorrow. */
const MAX_HOURS = 720;
/** With a larger share of hours missing, we would learn from values that we filled in. */
export const MAX_MISSING = 0.2;
/** A forecast must start from a current value. */
const CURRENT_WITHIN_HOURS = 3;
const LEARNING_HOURS = 72;
/** Share of outcomes that the interval should contain. */
export const INTERVAL_LEVEL = 0.8;

/** A forecast is shown only if its error is lower than that of the last value by at least this share. */
export const MIN_GAIN = 0.05;
/** A forecast is shown only if the mean daily gain is at least this many standard errors above zero. */
const MIN_T = 2;
/** A forecast is shown only if its interval contained at least this share of the outcomes. */
export const MIN_COVERAGE = 0.7;

export type HourValue = { at: Date; microUsdPerGpuHour: number };
export type ForecastHour = { at: string; expected: MicroUsd; low: MicroUsd; high: MicroUsd };

export type IndexForecast =
  | { verdict: "too_short"; hours: number; needed: number }
  | { verdict: "gaps"; missing: number }
  | { verdict: "not_current"; lastAt: string }
  | { verdict: "no_better"; backTest: BackTest }
  | { verdict: "shown"; backTest: BackTest; level: number; hours: ForecastHour[] };

/**
 * The GPU index of the next 24 hours with an interval, or the reason why there is no forecast.
 *
 * A damped trend on the logarithm of hourly values, with an interval from the residuals of a rolling origin. It is shown only if it
 * would have beaten the last value. Deterministic; takes a few milliseconds.
 *
 * @param values ascending in time, above 0. The last value of each hour counts; an hour without a value is missing.
 */
export function forecastIndex(values: readonly HourValue[], now: Date): IndexForecast {
  const { startHour, logs } = hourly(values);
  const hours = logs.filter((value) => !Number.isNaN(value)).length;
  if (hours < MIN_HOURS) return { verdict: "too_short", hours, needed: MIN_HOURS };
  const missing = 1 - hours / logs.length;
  if (missing > MAX_MISSING) return { verdict: "gaps", missing };
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
    const forecast = forecaster(place + 1);
    const at = new Date(lastAtMs + (place + 1) * HOUR_MS).toISOString();
    return [
      { at, expected: price(forecast), low: price(forecast - halfWidth), high: price(forecast + halfWidth) },
    ];
  });
  return { verdict: "shown", backTest: figures, level: INTERVAL_LEVEL, hours: ahead };
}

function isBetter({ relativeError, gainT, coverage }: BackTest): boolean {
  if (relativeError === null || coverage === null || gainT === null) return false;
  return relativeError <= 1 - MIN_GAIN && gainT >= MIN_T && coverage >= MIN_COVERAGE;
}

/** Logarithms by hour from the first hour to the last, NaN for a missing hour, at most 30 days. */
function hourly(values: readonly HourValue[]): { startHour: number; logs: Float64Array } {
  const hours = values.map(({ at }) => Math.floor(at.getTime() / HOUR_MS));
  const last = hours.at(-1);
  if (last === undefined) return { startHour: 0, logs: new Float64Array(0) };
  const startHour = hours.find((hour) => hour > last - MAX_HOURS) ?? last;
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
