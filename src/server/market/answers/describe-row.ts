import { benchmarkOf } from "@/domain/gpu/benchmarks";
import { gpuById } from "@/domain/gpu/gpu";
import { type Freshness, freshnessOf, type OfferSource, priceSourceOf } from "@/domain/offer/offer";
import { providerName } from "@/server/providers/provider-names";
import { feedKey } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";

/** A row together with what the GPU table, the data sheets and its feed say about it. */
export type DescribedRow = MarketRow & {
  /** The source of the price: also "list" when a live feed repeats a list price. */
  source: OfferSource;
  feedSource: OfferSource;
  gpuName: string;
  providerName: string;
  vendor: string | null;
  formFactor: string | null;
  fp16Tflops: number | null;
  bandwidthGbPerSecond: number | null;
  /** When a poll last saw the offer; null for an offer from a list. */
  observedAt: string | null;
  freshness: Freshness | null;
};

export function describeRow({ feeds }: Pick<Market, "feeds">, row: MarketRow, now: Date): DescribedRow {
  const gpu = gpuById(row.gpuId);
  const benchmark = benchmarkOf(row.gpuId);
  const observedAt = row.source === "list" ? null : (feeds.get(feedKey(row))?.lastSuccessAt ?? null);
  return {
    ...row,
    source: priceSourceOf(row),
    feedSource: row.source,
    gpuName: gpu?.model ?? row.gpuRaw,
    providerName: providerName(row.provider),
    vendor: gpu?.vendor ?? null,
    formFactor: gpu?.formFactor ?? null,
    fp16Tflops: benchmark?.tflops.fp16 ?? null,
    bandwidthGbPerSecond: benchmark?.memoryBandwidthGBps ?? null,
    observedAt,
    freshness: observedAt === null ? null : freshnessOf(new Date(observedAt), now),
  };
}
