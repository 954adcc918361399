import { z } from "zod";
import { offerSource } from "@/domain/offer/offer";
import type { IndexPoint } from "@/domain/price/index-history";
import { exclusionReasons } from "@/domain/price/index-offer";
import { indexKinds } from "@/domain/price/market-index";
import { historyWindowNames } from "@/domain/price/price-history";
import type { GpuIndexRow, IndexSummary } from "@/server/market-index/all-indexes";
import type { IndexDetail, OneIndex } from "@/server/market-index/one-index";
import { money, moneyOf } from "../money";
import { indexForecastRecord, recordOfForecast } from "./index-forecast";
import { day, instant, provenance, recordOfListDay } from "./times";

export const countedSource = offerSource.nullable().meta({
  description:
    "Where the offers come from that count now: `live` or `simulated` if a feed stated one of them, `list` if all are list prices, `null` if none counts.",
});

const figures = {
  median_per_gpu_hour: money.nullable(),
  trimmed_mean_per_gpu_hour: money.nullable(),
  lower_quartile_per_gpu_hour: money.nullable().meta({ description: "A quarter of the weight is cheaper." }),
  upper_quartile_per_gpu_hour: money.nullable().meta({ description: "A quarter of the weight is dearer." }),
  low_per_gpu_hour: money.nullable(),
  high_per_gpu_hour: money.nullable(),
  sources: z
    .int()
    .meta({ description: "Sources that count: an aggregator and the cloud that it resells are one." }),
  offers: z.int().meta({ description: "Offers that count." }),
};

const change = z.number().nullable();

const summary = {
  ...figures,
  absence: z
    .enum(["no_offers", "too_few_sources", "too_little_weight"])
    .nullable()
    .meta({ description: "Why there is no median." }),
  weight: z.number(),
  change_24h: change.meta({
    description: "Of the chained index, as a share: 0.05 is 5 % dearer than a day ago.",
  }),
  change_7d: change.meta({ description: "Of the chained index, as a share, since a week ago." }),
};

const summaryRecord = z.strictObject(summary).meta({ id: "IndexSummary" });

export const gpuIndexRecord = z
  .strictObject({
    gpu: z.string(),
    gpu_name: z.string(),
    gpu_vendor: z.string().nullable(),
    vram_gib_per_gpu: z.number().nullable(),
    on_demand: summaryRecord,
    spot: summaryRecord,
  })
  .meta({ id: "GpuIndex" });

const chainFields = {
  chain_level: z.number().nullable().meta({
    description:
      "Level of the chained index, 100 at its base: a source that comes or leaves does not move it.",
  }),
  chain_based_at: instant
    .nullable()
    .meta({ description: "When the level was 100; levels with different bases cannot be compared." }),
};

const pointRecord = z
  .strictObject({
    at: instant,
    ...figures,
    ...chainFields,
    source_names: z.array(z.string()).nullable().meta({ description: "The sources that counted." }),
  })
  .meta({
    id: "IndexPoint",
    description: "One recorded index; null figures open a gap in which nothing was recorded.",
  });

/** One line of the history as CSV. */
export const indexHistoryRow = z.strictObject({
  gpu: z.string(),
  kind: z.enum(indexKinds),
  at: instant,
  ...figures,
  ...chainFields,
  source_names: z.string().nullable().meta({ description: "The sources that counted, with blanks between." }),
});

const providerShare = z.strictObject({
  provider: z.string(),
  through: z
    .array(z.string())
    .meta({ description: "Aggregators through which machines of this cloud count as well." }),
  ...provenance,
  listed_on: day.nullable().meta({
    description: "Day of the oldest list whose prices count, or the first on which it can have been read.",
  }),
  latest_listed_on: day.nullable().meta({
    description:
      "Last day on which a list whose prices count can have been read; null if all are of one day.",
  }),
  offers: z.int(),
  weight: z.number(),
  share: z.number().meta({ description: "Of the whole weight." }),
  median_per_gpu_hour: money,
});

const exclusion = z.strictObject({
  reason: z.enum(exclusionReasons),
  offers: z.int(),
  examples: z.array(
    z.strictObject({
      id: z.string(),
      provider: z.string(),
      instance_type: z.string(),
      region: z.string().nullable(),
      ...provenance,
      price_per_gpu_hour: money,
      times_median: z.number().nullable(),
      deviations: z.number().nullable(),
      counts_at: z
        .string()
        .nullable()
        .meta({ description: "The provider at which the same machine counts." }),
    }),
  ),
});

const detailRecord = z
  .strictObject({
    ...summary,
    tracking_starts_at: instant.nullable(),
    providers: z.array(providerShare),
    exclusions: z.array(exclusion),
    history: z.array(pointRecord),
    forecast: indexForecastRecord,
  })
  .meta({ id: "IndexDetail" });

export const gpuIndexDetailRecord = z.strictObject({
  gpu: z.string(),
  generated_at: instant,
  source: countedSource,
  window: z.enum(historyWindowNames),
  from: instant,
  to: instant,
  on_demand: detailRecord,
  spot: detailRecord,
});

export function recordOfGpuIndex({
  gpuId,
  model,
  vendor,
  vramGib,
  kinds,
}: GpuIndexRow): z.input<typeof gpuIndexRecord> {
  return {
    gpu: gpuId,
    gpu_name: model,
    gpu_vendor: vendor,
    vram_gib_per_gpu: vramGib,
    on_demand: recordOfSummary(kinds.on_demand),
    spot: recordOfSummary(kinds.spot),
  };
}

export function recordOfGpuIndexDetail(index: OneIndex): z.input<typeof gpuIndexDetailRecord> {
  const { gpuId, at, source, window, from, to, kinds } = index;
  return {
    gpu: gpuId,
    generated_at: at,
    source,
    window,
    from,
    to,
    on_demand: recordOfDetail(kinds.on_demand),
    spot: recordOfDetail(kinds.spot),
  };
}

/** The history of both kinds, one under the other; a gap is a row without figures. */
export function rowsOfHistory({ gpuId, kinds }: OneIndex): z.input<typeof indexHistoryRow>[] {
  return indexKinds.flatMap((kind) =>
    kinds[kind].history.map((point) => {
      const { source_names: names, ...record } = recordOfPoint(point);
      return { gpu: gpuId, kind, ...record, source_names: names?.join(" ") ?? null };
    }),
  );
}

function recordOfSummary(index: IndexSummary): z.input<typeof summaryRecord> {
  return {
    ...recordOfFigures(index),
    absence: index.absence,
    weight: index.weight,
    change_24h: index.change24h,
    change_7d: index.change7d,
  };
}

function recordOfFigures(index: Omit<IndexPoint, "at" | "chain" | "sourceNames">) {
  return {
    median_per_gpu_hour: moneyOf(index.median),
    trimmed_mean_per_gpu_hour: moneyOf(index.trimmedMean),
    lower_quartile_per_gpu_hour: moneyOf(index.lowerQuartile),
    upper_quartile_per_gpu_hour: moneyOf(index.upperQuartile),
    low_per_gpu_hour: moneyOf(index.low),
    high_per_gpu_hour: moneyOf(index.high),
    sources: index.sources,
    offers: index.offers,
  };
}

function recordOfPoint(point: IndexPoint): z.input<typeof pointRecord> {
  return {
    at: point.at,
    ...recordOfFigures(point),
    chain_level: point.chain?.level ?? null,
    chain_based_at: point.chain?.basedAt ?? null,
    source_names: point.sourceNames,
  };
}

function recordOfDetail(index: IndexDetail): z.input<typeof detailRecord> {
  return {
    ...recordOfSummary(index),
    tracking_starts_at: index.trackingStartsAt,
    providers: index.providers.map((one) => ({
      provider: one.provider,
      through: one.through,
      source: one.source,
      observed_at: one.observedAt,
      ...recordOfListDay(one.listedOn),
      offers: one.offers,
      weight: one.weight,
      share: one.share,
      median_per_gpu_hour: moneyOf(one.medianMicroUsdPerGpuHour),
    })),
    exclusions: index.exclusions.map(({ reason, offers, examples }) => ({
      reason,
      offers,
      examples: examples.map((one) => ({
        id: one.id,
        provider: one.provider,
        instance_type: one.instanceType,
        region: one.region,
        source: one.source,
        observed_at: one.observedAt,
        ...recordOfListDay(one.listedOn),
        price_per_gpu_hour: moneyOf(one.microUsdPerGpuHour),
        times_median: one.timesMedian,
        deviations: one.deviations,
        counts_at: one.countsAt,
      })),
    })),
    history: index.history.map(recordOfPoint),
    forecast: recordOfForecast(index.forecast),
  };
}
