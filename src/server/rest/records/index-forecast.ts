import { z } from "zod";
import type { IndexForecast } from "@/domain/price/forecast/index-forecast";
import { money, moneyOf } from "../money";
import { instant } from "./times";

const backTest = z
  .strictObject({
    origins: z.int(),
    mean_error_per_gpu_hour: money,
    last_value_error_per_gpu_hour: money,
    relative_error: z
      .number()
      .nullable()
      .meta({ description: "Our error over that of the last value; below 1 is better." }),
    gain_t: z.number().nullable().meta({ description: "Mean gain in its standard errors." }),
    coverage: z.number().nullable().meta({ description: "Share of outcomes inside the interval." }),
  })
  .meta({ id: "BackTest" });

const forecastHour = z.strictObject({
  at: instant,
  expected_per_gpu_hour: money,
  low_per_gpu_hour: money,
  high_per_gpu_hour: money,
});

export const indexForecastRecord = z
  .discriminatedUnion("verdict", [
    z.strictObject({ verdict: z.literal("too_short"), hours: z.int(), needed: z.int() }),
    z.strictObject({ verdict: z.literal("gaps"), missing: z.number() }),
    z.strictObject({ verdict: z.literal("not_current"), last_at: instant }),
    z.strictObject({ verdict: z.literal("no_better"), back_test: backTest }),
    z.strictObject({
      verdict: z.literal("shown"),
      back_test: backTest,
      interval_level: z.number(),
      hours: z.array(forecastHour),
    }),
  ])
  .meta({ id: "IndexForecast", description: "The next 24 hours, or why there is no forecast." });

type ForecastRecord = z.input<typeof indexForecastRecord>;

export function recordOfForecast(forecast: IndexForecast): ForecastRecord {
  switch (forecast.verdict) {
    case "too_short":
    case "gaps":
      return forecast;
    case "not_current":
      return { verdict: forecast.verdict, last_at: forecast.lastAt };
    case "no_better":
      return { verdict: forecast.verdict, back_test: recordOfBackTest(forecast.backTest) };
    case "shown":
      return {
        verdict: forecast.verdict,
        back_test: recordOfBackTest(forecast.backTest),
        interval_level: forecast.level,
        hours: forecast.hours.map(({ at, expected, low, high }) => ({
          at,
          expected_per_gpu_hour: moneyOf(expected),
          low_per_gpu_hour: moneyOf(low),
          high_per_gpu_hour: moneyOf(high),
        })),
      };
    default:
      return forecast satisfies never;
  }
}

type BackTest = Extract<IndexForecast, { verdict: "shown" }>["backTest"];

function recordOfBackTest(figures: BackTest): z.input<typeof backTest> {
  return {
    origins: figures.origins,
    mean_error_per_gpu_hour: moneyOf(figures.meanErrorMicroUsd),
    last_value_error_per_gpu_hour: moneyOf(figures.lastValueErrorMicroUsd),
    relative_error: figures.relativeError,
    gain_t: figures.gainT,
    coverage: figures.coverage,
  };
}
