import { stringify } from "csv-stringify/sync";
import { AppError, type FieldIssue } from "@/domain/errors";
import type { IndexForecast } from "@/domain/price/index-forecast";
import type { IndexPoint } from "@/domain/price/index-history";
import { indexKinds } from "@/domain/price/market-index";
import { type HistoryWindow, historyWindowNames } from "@/domain/price/price-history";
import type { Context } from "@/server/context";
import { allIndexes, type IndexSummary } from "@/server/market-index/all-indexes";
import { type IndexDetail, type OneIndex, oneIndex } from "@/server/market-index/one-index";

const DEFAULT_WINDOW: HistoryWindow = "7d";

/**
 * GET /api/v2/index: both indices of every GPU on the market, with their change.
 *
 * @throws {AppError} INVALID_INPUT naming every parameter: there are none.
 */
export async function listIndexes(ctx: Context, request: Request): Promise<Response> {
  refuse(unknownParameters(new URL(request.url).searchParams, []));
  const { at, source, trackingStartsAt, rows } = await allIndexes(ctx);
  return Response.json(
    {
      generated_at: at,
      source,
      tracking_starts_at: trackingStartsAt,
      indexes: rows.map(({ gpuId, model, vendor, vramGib, kinds }) => ({
        gpu: gpuId,
        gpu_name: model,
        gpu_vendor: vendor,
        vram_gib_per_gpu: vramGib,
        on_demand: summaryRecord(kinds.on_demand),
        spot: summaryRecord(kinds.spot),
      })),
      count: rows.length,
    },
    { headers: { "cache-control": "no-store" } },
  );
}

/**
 * GET /api/v2/index/{gpu}: one GPU with history over `window`, weights, exclusions and forecast. `{gpu}.csv` gives the
 * history alone.
 *
 * @throws {AppError} INVALID_INPUT naming every parameter that is not understood; NOT_FOUND for an unknown GPU.
 */
export async function showIndex(ctx: Context, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const last = readName(pathname.split("/").at(-1) ?? "");
  const isCsv = last.endsWith(".csv");
  const index = await oneIndex(ctx, {
    gpu: isCsv ? last.slice(0, -".csv".length) : last,
    window: readWindow(searchParams),
  });
  if (!isCsv) return Response.json(indexRecord(index), { headers: { "cache-control": "no-store" } });
  return new Response(csvOf(index), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="gpubroker-index-${index.gpuId}-${index.window}.csv"`,
    },
  });
}

/** A percent sign that begins no escape is part of no GPU's name either. */
function readName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readWindow(parameters: URLSearchParams): HistoryWindow {
  const given = parameters.getAll("window");
  const window = historyWindowNames.find((name) => name === (given[0] ?? DEFAULT_WINDOW));
  const issues = unknownParameters(parameters, ["window"]);
  if (window === undefined || given.length > 1)
    issues.push({ field: "window", message: `write one of ${historyWindowNames.join(", ")}` });
  refuse(issues);
  return window ?? DEFAULT_WINDOW;
}

function unknownParameters(parameters: URLSearchParams, known: readonly string[]): FieldIssue[] {
  return [...new Set(parameters.keys())]
    .filter((field) => !known.includes(field))
    .map((field) => ({ field, message: "is not a parameter of this address" }));
}

function refuse(issues: FieldIssue[]): void {
  if (issues.length === 0) return;
  const userMessage = issues.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new AppError("INVALID_INPUT", "index request not understood", { userMessage, issues });
}

function summaryRecord(index: IndexSummary) {
  return {
    median_micro_usd_per_gpu_hour: index.median,
    trimmed_mean_micro_usd_per_gpu_hour: index.trimmedMean,
    low_micro_usd_per_gpu_hour: index.low,
    high_micro_usd_per_gpu_hour: index.high,
    absence: index.absence,
    sources: index.sources,
    offers: index.offers,
    weight: index.weight,
    change_24h: index.change24h,
    change_7d: index.change7d,
  };
}

function indexRecord({ gpuId, at, source, window, from, to, kinds }: OneIndex) {
  return {
    gpu: gpuId,
    generated_at: at,
    source,
    window,
    from,
    to,
    on_demand: detailRecord(kinds.on_demand),
    spot: detailRecord(kinds.spot),
  };
}

function detailRecord(index: IndexDetail) {
  return {
    ...summaryRecord(index),
    tracking_starts_at: index.trackingStartsAt,
    providers: index.providers.map((one) => ({
      provider: one.provider,
      source: one.source,
      observed_at: one.observedAt,
      listed_on: one.listedOn,
      offers: one.offers,
      weight: one.weight,
      share: one.share,
      median_micro_usd_per_gpu_hour: one.medianMicroUsdPerGpuHour,
    })),
    exclusions: index.exclusions.map(({ reason, offers, examples }) => ({
      reason,
      offers,
      examples: examples.map((one) => ({
        id: one.id,
        provider: one.provider,
        instance_type: one.instanceType,
        price_micro_usd_per_gpu_hour: one.microUsdPerGpuHour,
        times_median: one.timesMedian,
        deviations: one.deviations,
        counts_at: one.countsAt,
      })),
    })),
    history: index.history.map(pointRecord),
    forecast: forecastRecord(index.forecast),
  };
}

function pointRecord(point: IndexPoint) {
  return {
    at: point.at,
    median_micro_usd_per_gpu_hour: point.median,
    trimmed_mean_micro_usd_per_gpu_hour: point.trimmedMean,
    low_micro_usd_per_gpu_hour: point.low,
    high_micro_usd_per_gpu_hour: point.high,
    sources: point.sources,
    offers: point.offers,
  };
}

function forecastRecord(forecast: IndexForecast) {
  if (!("backTest" in forecast)) {
    if (forecast.verdict === "not_current") return { verdict: forecast.verdict, last_at: forecast.lastAt };
    return forecast;
  }
  const { backTest } = forecast;
  return {
    verdict: forecast.verdict,
    back_test: {
      origins: backTest.origins,
      mean_error_micro_usd_per_gpu_hour: backTest.meanErrorMicroUsd,
      last_value_error_micro_usd_per_gpu_hour: backTest.lastValueErrorMicroUsd,
      relative_error: backTest.relativeError,
      gain_t: backTest.gainT,
      coverage: backTest.coverage,
    },
    ...(forecast.verdict === "shown"
      ? {
          interval_level: forecast.level,
          hours: forecast.hours.map(({ at, expected, low, high }) => ({
            at,
            expected_micro_usd_per_gpu_hour: expected,
            low_micro_usd_per_gpu_hour: low,
            high_micro_usd_per_gpu_hour: high,
          })),
        }
      : {}),
  };
}

/** Both kinds under each other; a gap is a row without figures. */
function csvOf({ gpuId, kinds }: OneIndex): string {
  const rows = indexKinds.flatMap((kind) =>
    kinds[kind].history.map((point) => ({ gpu: gpuId, kind, ...pointRecord(point) })),
  );
  const columns = ["gpu", "kind", ...Object.keys(pointRecord(noPoint))];
  return stringify(rows, { header: true, columns, record_delimiter: "windows", escape_formulas: true });
}

const noPoint: IndexPoint = {
  at: "",
  median: null,
  trimmedMean: null,
  low: null,
  high: null,
  sources: 0,
  offers: 0,
};
