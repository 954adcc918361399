import { z } from "zod";
import { historyWindowNames } from "@/domain/price/price-history";
import { allIndexes } from "@/server/market-index/all-indexes";
import { oneIndex } from "@/server/market-index/one-index";
import { endpoint } from "./endpoint";
import {
  countedSource,
  gpuIndexDetailRecord,
  gpuIndexRecord,
  indexHistoryRow,
  recordOfGpuIndex,
  recordOfGpuIndexDetail,
  rowsOfHistory,
} from "./records/gpu-index";
import { instant } from "./records/times";

export const listIndexes = endpoint({
  id: "listIndexes",
  method: "GET",
  path: "/index",
  tag: "index",
  summary: "The GPU index of every GPU on the market",
  description:
    "Median, quartiles, trimmed mean, range, sources and like-for-like change, for on-demand and for spot prices.",
  action: "market.read",
  parameters: {},
  query: {},
  errors: ["INVALID_INPUT"],
  run: (ctx) => allIndexes(ctx),
  json: {
    schema: z.strictObject({
      generated_at: instant,
      source: countedSource,
      tracking_starts_at: instant.nullable().meta({ description: "First recorded point of any index." }),
      indexes: z.array(gpuIndexRecord),
      count: z.int(),
    }),
    bodyOf: ({ at, source, trackingStartsAt, rows }) => ({
      generated_at: at,
      source,
      tracking_starts_at: trackingStartsAt,
      indexes: rows.map(recordOfGpuIndex),
      count: rows.length,
    }),
  },
});

export const getIndex = endpoint({
  id: "getIndex",
  method: "GET",
  path: "/index/{gpu}",
  tag: "index",
  summary: "The GPU index of one GPU",
  description:
    "With its history over a window, weights, exclusions and forecast. The history alone as CSV by `/index/{gpu}.csv` or `Accept: text/csv`.",
  action: "market.read",
  parameters: { gpu: z.string().max(80).meta({ description: "Id of a GPU." }) },
  query: {
    window: z
      .enum(historyWindowNames)
      .meta({ description: "How far the history reaches back; 7d by default." }),
  },
  errors: ["INVALID_INPUT", "NOT_FOUND"],
  run: (ctx, { path, query }) => oneIndex(ctx, { gpu: path.gpu, window: query.window ?? "7d" }),
  json: { schema: gpuIndexDetailRecord, bodyOf: recordOfGpuIndexDetail },
  csv: {
    row: indexHistoryRow,
    rowsOf: async function* (index) {
      yield rowsOfHistory(index);
    },
  },
  fileName: ({ gpuId, window }) => `gpubroker-index-${gpuId}-${window}`,
});
