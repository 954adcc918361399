import { LRUCache } from "lru-cache";
import { filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { normalizeWeights, rankUtilities } from "@/domain/ranking/ranking";
import { presets, type Weights } from "@/domain/ranking/ranking-criteria";
import type { Columns } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import { visibleFeeds } from "../snapshot/visible-feeds";
import { type Counts, countFacets } from "./facets";
import { failuresOf, passing } from "./filter";

/** All rows that pass the filters of a search, ranked under its weights; arrays are aligned with `rows`. */
export type RankedSet = {
  /** Row indexes into the columns. */
  rows: Uint32Array;
  closeness: Float64Array;
  rank: Uint32Array;
  /** One per criterion. They may be the columns themselves, so copy them to keep a set beyond the next change. */
  utilities: Float64Array[];
  counts: Counts;
  weights: Weights;
};

/** Pages, facets, the "why" panel and the next page of one search ask for the same set within seconds. */
const SETS_KEPT = 6;
const cache = new WeakMap<Market, LRUCache<string, RankedSet>>();

/** The ranked set of a search, cached until the market changes. */
export function rankedSet(market: Market, search: OfferSearch, now: Date): RankedSet {
  const visible = visibleFeeds(market, now);
  const weights = weightsOf(search);
  const key = JSON.stringify([
    market.revision,
    [...visible],
    weights,
    filterKeys.map((filter) => search[filter]),
  ]);
  const sets = cache.get(market) ?? new LRUCache<string, RankedSet>({ max: SETS_KEPT });
  cache.set(market, sets);
  const set = sets.get(key) ?? rank(market.columns, search, weights, visible);
  sets.set(key, set);
  return set;
}

export function weightsOf(search: Pick<OfferSearch, "weights" | "preset">): Weights {
  return normalizeWeights(search.weights ?? presets[search.preset]);
}

function rank(
  columns: Columns,
  search: OfferSearch,
  weights: Weights,
  visible: ReadonlySet<string>,
): RankedSet {
  const failures = failuresOf(columns, search, visible);
  const rows = passing(failures);
  // The whole market needs no copy: the cached set is dropped when a row changes.
  const isWhole = rows.length === columns.length;
  const utilities = columns.utilities.map((column) =>
    isWhole ? column.subarray(0, rows.length) : gather(column, rows),
  );
  const { closeness, rank: ranks } = rankUtilities(utilities, weights);
  return { rows, closeness, rank: ranks, utilities, counts: countFacets(columns, failures), weights };
}

function gather(column: Float64Array, rows: Uint32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let position = 0; position < rows.length; position += 1)
    values[position] = column[rows[position] as number] as number;
  return values;
}
