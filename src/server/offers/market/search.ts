import { benchmarkOf } from "@/domain/benchmarks";
import { gpuById } from "@/domain/gpu";
import { type Freshness, freshnessOf } from "@/domain/offer";
import { filterKeys, type OfferSearch } from "@/domain/offer-search";
import { providerName } from "@/domain/providers";
import { normalizeWeights, rankUtilities } from "@/domain/ranking";
import { type CriterionId, criterionIds, presets, type Weights } from "@/domain/ranking-criteria";
import { contributionsOf, dominatedBy } from "@/domain/ranking-explanation";
import { type Columns, feedKey } from "./columns";
import { type Counts, countFacets, type Facets, type Removed } from "./facets";
import { failuresOf, passing } from "./filter";
import { type GroupRow, groupRows } from "./groups";
import { orderPage } from "./order";
import type { FeedState, MarketRow } from "./row";

/** An offer as a page shows it: figures, their age and their place. */
export type OfferHit = MarketRow & {
  gpuName: string;
  providerName: string;
  vendor: string | null;
  formFactor: string | null;
  fp16Tflops: number | null;
  bandwidthGbPerSecond: number | null;
  /** When a poll last saw the offer; null for list prices. */
  observedAt: string | null;
  freshness: Freshness | null;
  /** TOPSIS closeness, 0..1. */
  score: number;
  /** Competition rank in the whole filtered set. */
  rank: number;
  /** Parts of the score, in the order of criterionIds. */
  contributions: number[];
  /** Id of an offer that is at least as good on every criterion and better on one; null on the Pareto front. */
  dominatedBy: string | null;
};

export type SearchResult = {
  /** Offers that pass every filter. */
  total: number;
  /** Offers on the market before filters. */
  visible: number;
  hits: OfferHit[];
  groups: GroupRow[];
  facets: Facets;
  removed: Removed[];
  weights: Weights;
  revision: number;
};

export type Market = { columns: Columns; feeds: Map<string, FeedState>; revision: number };

/** Filters, ranks the whole filtered set, and returns one page of it. Pure but for reading `now`'s ages. */
export function searchMarket(market: Market, search: OfferSearch, now: Date): SearchResult {
  const { columns } = market;
  const failures = failuresOf(columns, search, visibleFeeds(market, now));
  const rows = passing(failures);
  const weights = weightsOf(search);
  const counts = countFacets(columns, failures);
  const ranked = rankRows(columns, rows, weights);
  const page = search.group ? new Uint32Array() : orderPage(columns, rows, ranked.rank, search);
  return {
    total: rows.length,
    visible: counts.visible,
    hits: hitsOf(market, rows, ranked, page, weights, now),
    groups: search.group ? groupRows(columns, rows, ranked.closeness, search.group) : [],
    facets: counts.facets,
    removed: removedOrAll(counts, rows.length, search),
    weights,
    revision: market.revision,
  };
}

/** Filters set but no single one of them to blame: name them all, so that the page never says just "nothing". */
function removedOrAll({ removed, visible }: Counts, total: number, search: OfferSearch): Removed[] {
  if (total > 0 || removed.length > 0) return removed;
  return filterKeys.filter((filter) => isSet(search[filter])).map((filter) => ({ filter, count: visible }));
}

function isSet(value: OfferSearch[(typeof filterKeys)[number]]): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "string") return value !== "" && value !== "any";
  return value.min !== null || value.max !== null;
}

export function weightsOf(search: Pick<OfferSearch, "weights" | "preset">): Weights {
  return normalizeWeights(search.weights ?? presets[search.preset]);
}

export type Ranked = { closeness: Float64Array; rank: Uint32Array; utilities: Float64Array[] };

/** TOPSIS over the filtered rows; results are aligned with `rows`. */
export function rankRows(columns: Columns, rows: Uint32Array, weights: Weights): Ranked {
  const utilities = columns.utilities.map((column) => gather(column, rows));
  return { ...rankUtilities(utilities, weights), utilities };
}

function gather(column: Float64Array, rows: Uint32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let position = 0; position < rows.length; position += 1)
    values[position] = column[rows[position] as number] as number;
  return values;
}

/**
 * Live offers show while their feed answered within 24 hours. A provider's list prices stand in only while it has no such
 * feed: an old list beside a fresh price would be two truths.
 */
export function visibleFeeds({ feeds }: Market, now: Date): Set<string> {
  const visible = new Set<string>();
  const polled = new Set<string>();
  for (const [key, feed] of feeds) {
    if (feed.source === "list" || !isWithinADay(feed, now)) continue;
    visible.add(key);
    polled.add(feed.provider);
  }
  for (const [key, feed] of feeds) if (feed.source === "list" && !polled.has(feed.provider)) visible.add(key);
  return visible;
}

function isWithinADay(feed: FeedState, now: Date): boolean {
  return feed.lastSuccessAt !== null && freshnessOf(new Date(feed.lastSuccessAt), now) !== "hidden";
}

function hitsOf(
  market: Market,
  rows: Uint32Array,
  ranked: Ranked,
  page: Uint32Array,
  weights: Weights,
  now: Date,
): OfferHit[] {
  const dominators = dominatedBy(ranked.utilities, ranked.rank, [...page]);
  return [...page].flatMap((position, place) => {
    const row = market.columns.rows[rows[position] as number];
    if (!row) return [];
    const dominator = dominators[place] ?? -1;
    const dominatorRow = dominator < 0 ? undefined : market.columns.rows[rows[dominator] as number];
    const contributions = contributionsOf(
      ranked.utilities.map((column) => column[position] as number),
      weights,
    );
    return [
      {
        ...describeRow(market, row, now),
        score: ranked.closeness[position] as number,
        rank: ranked.rank[position] as number,
        contributions: criterionIds.map((id: CriterionId) => contributions[id]),
        dominatedBy: dominatorRow?.id ?? null,
      },
    ];
  });
}

export type DescribedRow = Omit<OfferHit, "score" | "rank" | "contributions" | "dominatedBy">;

/** Adds what the GPU table, the data sheets and the feed know to a row. */
export function describeRow({ feeds }: Pick<Market, "feeds">, row: MarketRow, now: Date): DescribedRow {
  const gpu = gpuById(row.gpuId);
  const benchmark = benchmarkOf(row.gpuId);
  const observedAt = row.source === "list" ? null : (feeds.get(feedKey(row))?.lastSuccessAt ?? null);
  return {
    ...row,
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
