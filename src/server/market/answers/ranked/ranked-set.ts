import { LRUCache } from "lru-cache";
import { filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { askedGpus } from "@/domain/ranking/asked-gpus";
import { normalizeWeights } from "@/domain/ranking/ranking";
import { presets, type Weights } from "@/domain/ranking/ranking-criteria";
import { referenceOf } from "@/domain/ranking/reference/reference";
import { currentReference } from "@/domain/ranking/reference/versions";
import { countingWeights, type ReferenceDomain, referenceDomain } from "@/domain/ranking/reference-domain";
import { scoreRows } from "@/domain/ranking/score-rows";
import type { Market } from "../../snapshot/market";
import { pastRows } from "../../snapshot/past-rows";
import { visibleFeeds } from "../../snapshot/visible-feeds";
import { type Counts, countFacets } from "../facets";
import { type Failures, failuresOf, passing } from "../filter";
import { keptUtilities } from "./kept-utilities";

/** What a search measures offers by: as chosen, and what of it counts in this question. */
export type Measure = {
  domain: ReferenceDomain;
  /** As chosen, with sum 1. */
  weights: Weights;
  /** Zero for a criterion that separates nobody in this question. */
  counting: Weights;
};

/** All rows that pass the filters of a search, scored under its weights; arrays are aligned with `rows`. */
export type RankedSet = Measure & {
  /** Row indexes into the columns. */
  rows: Uint32Array;
  closeness: Float64Array;
  /** 1 = the price is history, so that the offer ranks after all others; null: none is. */
  isPast: Uint8Array | null;
  /** What the facets are counted from, by those who show them: `countsOf`. */
  failures: Failures;
  visible: ReadonlySet<string>;
};

/** Pages, facets, the "why" panel and the next page of one search ask for the same set within seconds. */
const SETS_KEPT = 6;
/** A price becomes history by time alone, without a change of the market. */
const AGES_KEPT_MS = 60_000;
const cache = new WeakMap<Market, LRUCache<string, RankedSet>>();

/** The ranked set of a search, cached until the market changes, for a minute at most. */
export function rankedSet(market: Market, search: OfferSearch, now: Date): RankedSet {
  const visible = visibleFeeds(market, now);
  const measure = measureFor(search);
  const key = JSON.stringify([
    market.revision,
    Math.floor(now.getTime() / AGES_KEPT_MS),
    [...visible],
    measure.weights,
    search.reference,
    search.bits,
    filterKeys.map((filter) => search[filter]),
  ]);
  const sets = cache.get(market) ?? new LRUCache<string, RankedSet>({ max: SETS_KEPT });
  cache.set(market, sets);
  const set = sets.get(key) ?? score(market, search, measure, visible, now);
  sets.set(key, set);
  return set;
}

/** Weights and scales of a search: they depend on the question alone, never on what the market holds. */
export function measureFor(search: OfferSearch): Measure {
  const reference = referenceOf(search.reference) ?? referenceOf(currentReference);
  if (!reference) throw new Error(`there is no reference ${currentReference}`);
  const domain = referenceDomain(askedGpus(search), reference);
  const weights = normalizeWeights(search.weights ?? presets[search.preset]);
  return { domain, weights, counting: countingWeights(weights, domain) };
}

function score(
  market: Market,
  search: OfferSearch,
  measure: Measure,
  visible: ReadonlySet<string>,
  now: Date,
): RankedSet {
  const { columns } = market;
  const failures = failuresOf(columns, search, visible);
  const rows = passing(failures);
  const utilities = keptUtilities(market, rows, measure.domain, now);
  const closeness = scoreRows(rows.length, measure.counting, utilities);
  const isPast = pastRows(market, rows, now);
  return { ...measure, rows, closeness, isPast, failures, visible };
}

const counted = new WeakMap<RankedSet, Counts>();

/** The facets of a set that was just found, counted once. An explanation or an export shows none. */
export function countsOf(market: Market, set: RankedSet): Counts {
  const counts = counted.get(set) ?? countFacets(market, set.failures, set.rows, set.visible);
  counted.set(set, counts);
  return counts;
}
