import { filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { dominatedBy } from "@/domain/ranking/dominance";
import type { Weights } from "@/domain/ranking/ranking-criteria";
import type { ReferenceDomain } from "@/domain/ranking/reference-domain";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import type { ScoredOffer } from "./describe";
import { describeRow } from "./describe-row";
import type { Counts, Facets, Removed } from "./facets";
import { type GroupRow, groupRows } from "./groups";
import { orderPage } from "./order";
import { type RankedSet, rankedSet } from "./ranked-set";

/** An offer as a page shows it: figures, their age and its rank. */
export type OfferHit = ScoredOffer & {
  /** Competition rank in the whole filtered set. */
  rank: number;
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
  /** The scales by which this question is measured. */
  domain: ReferenceDomain;
  revision: number;
};

/** Filters the market, ranks the whole filtered set, and returns one page of it. */
export function searchMarket(market: Market, search: OfferSearch, now: Date): SearchResult {
  const set = rankedSet(market, search, now);
  const { rows, counts, weights, domain } = set;
  const page = search.group ? [] : [...orderPage(market.columns, set, search)];
  return {
    total: rows.length,
    visible: counts.visible,
    hits: hitsOf(market, set, page, now, (position) => market.columns.rows[rows[position] as number]),
    groups: search.group ? groupRows(market.columns, rows, set, search.group) : [],
    facets: counts.facets,
    removed: removedOrAll(counts, rows.length, search),
    weights,
    domain,
    revision: market.revision,
  };
}

/**
 * Describes the offers at the given positions of a ranked set. `rowAt` returns the row at a position, or undefined when it is
 * gone.
 */
export function hitsOf(
  market: Pick<Market, "feeds">,
  set: RankedSet,
  page: number[],
  now: Date,
  rowAt: (position: number) => MarketRow | undefined,
): OfferHit[] {
  const { utilities } = set;
  const dominators = dominatedBy(utilities, set.rank, page);
  return page.flatMap((position, place) => {
    const row = rowAt(position);
    if (!row) return [];
    const dominator = dominators[place] ?? -1;
    const closeness = set.closeness[position] as number;
    return [
      {
        ...describeRow(market, row, now),
        score: closeness,
        rank: set.rank[position] as number,
        utilities: utilities.map((column) => column[position] as number),
        dominatedBy: dominator < 0 ? null : (rowAt(dominator)?.id ?? null),
      },
    ];
  });
}

/** When nothing is found and no single filter is the cause, names all set filters, so that the page never says just "nothing". */
function removedOrAll({ removed, visible }: Counts, total: number, search: OfferSearch): Removed[] {
  if (total > 0 || removed.length > 0) return removed;
  return filterKeys.filter((filter) => isSet(search[filter])).map((filter) => ({ filter, count: visible }));
}

function isSet(value: OfferSearch[(typeof filterKeys)[number]]): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "string") return value !== "" && value !== "any";
  return value.min !== null || value.max !== null;
}
