import { type GpuFigure, gpuFiguresOf, modelsOf } from "@/domain/gpu/figures/ranked-figures";
import { gpuById } from "@/domain/gpu/gpu";
import { type MicroUsd, microUsd } from "@/domain/money";
import { type Freshness, freshnessOf, type OfferSource, priceSourceOf } from "@/domain/offer/offer";
import { isPast, mayBeBest, rankingPriceOf } from "@/domain/offer/price-age";
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
  /** Models of which the two figures are the least, where the feed does not say which it sells: "at least". */
  figuresLeastOf: string[];
  /** Which of the two that is true of: forms that differ in one figure may have the other in common. */
  isLeast: { throughput: boolean; bandwidth: boolean };
  /** The price by which the offer is ranked: a list price ranks dearer by its age. */
  rankingMicroUsdPerGpuHour: MicroUsd;
  /** The price is history, so the offer comes after all others. */
  isPast: boolean;
  /** Whether it may be marked as the best, also where it comes first. */
  mayBeBest: boolean;
  /** When a poll last saw the offer; null for an offer from a list. */
  observedAt: string | null;
  freshness: Freshness | null;
};

export function describeRow({ feeds }: Pick<Market, "feeds">, row: MarketRow, now: Date): DescribedRow {
  const gpu = gpuById(row.gpuId);
  const { throughput, bandwidth } = gpuFiguresOf(row.gpuId);
  const observedAt = row.source === "list" ? null : (feeds.get(feedKey(row))?.lastSuccessAt ?? null);
  return {
    ...row,
    source: priceSourceOf(row),
    feedSource: row.source,
    gpuName: gpu?.model ?? row.gpuRaw,
    providerName: providerName(row.provider),
    vendor: gpu?.vendor ?? null,
    formFactor: gpu?.formFactor ?? null,
    fp16Tflops: throughput?.value ?? null,
    bandwidthGbPerSecond: bandwidth?.value ?? null,
    figuresLeastOf: leastOf(throughput, bandwidth),
    isLeast: { throughput: isOverForms(throughput), bandwidth: isOverForms(bandwidth) },
    rankingMicroUsdPerGpuHour: microUsd(Math.round(rankingPriceOf(row, now))),
    isPast: isPast({ ...row, observedAt }, now),
    mayBeBest: mayBeBest({ ...row, observedAt }, now),
    observedAt,
    freshness: observedAt === null ? null : freshnessOf(new Date(observedAt), now),
  };
}

function isOverForms(figure: GpuFigure | null): boolean {
  return figure !== null && figure.leastOf.length > 0;
}

function leastOf(...figures: (GpuFigure | null)[]): string[] {
  return [...new Set(figures.flatMap((figure) => (figure ? modelsOf(figure) : [])))];
}
