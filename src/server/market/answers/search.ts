import { machineNeedOf } from "@/domain/model/machine-need";
import { filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import type { Weights } from "@/domain/ranking/ranking-criteria";
import type { ReferenceDomain } from "@/domain/ranking/reference-domain";
import type { Market } from "../snapshot/market";
import type { ScoredOffer } from "./describe";
import { describeRow } from "./describe-row";
import type { Counts, Facets, Removed } from "./facets";
import { type GroupRow, groupRows } from "./groups";
import { dominatorsOf } from "./ranked/dominators";
import { orderPage } from "./ranked/order";
import { countsOf, type RankedSet, rankedSet } from "./ranked/ranked-set";
import { ranksAt } from "./ranked/ranks";
import { utilitiesOfRows } from "./ranked/utilities";

/** An offer as a page shows it: figures, their age and its rank. */
export type OfferHit = ScoredOffer & {
  /** Competition rank by score in the whole filtered set, whatever the order on the screen. */
  rank: number;
  /** Id of an offer that is at least as good on every criterion and better on one; null on the Pareto front. */
  dominatedBy: string | null;
};

/** An offer on a page of a search, with its place in the order that the search asks for: from 1, and no two share one. */
export type PlacedHit = OfferHit & { place: number };

export type SearchResult = {
  /** Offers that pass every filter. */
  total: number;
  /** Offers on the market before filters. */
  visible: number;
  hits: PlacedHit[];
  groups: GroupRow[];
  facets: Facets;
  removed: Removed[];
  /** What the model of the question needs, and how many offers pass every other filter and cannot hold it; null without one. */
  need: { minVramGib: number; bound: "exact" | "least"; dropped: number } | null;
  weights: Weights;
  /** The scales by which this question is measured. */
  domain: ReferenceDomain;
  /** Grows when an offer is written, and is the same whichever process answers. */
  revision: number;
};

/** Filters the market, ranks the whole filtered set, and returns one page of it. */
export function searchMarket(market: Market, search: OfferSearch, now: Date): SearchResult {
  const set = rankedSet(market, search, now);
  const { rows, weights, domain } = set;
  const counts = countsOf(market, set);
  return {
    total: rows.length,
    visible: counts.visible,
    hits: search.group ? [] : pageOf(market, set, search, now),
    groups: search.group ? groupRows(market.columns, set, search.group) : [],
    facets: counts.facets,
    need: needOf(search, counts),
    removed: removedOrAll(counts, rows.length, search),
    weights,
    domain,
    revision: market.writtenRevision,
  };
}

function pageOf(market: Market, set: RankedSet, search: OfferSearch, now: Date): PlacedHit[] {
  const { columns } = market;
  const page = [...orderPage(columns, set, search)];
  const rowAt = (position: number) => columns.rows[set.rows[position] as number];
  const rows = Uint32Array.from(page, (position) => set.rows[position] as number);
  const utilities = utilitiesOfRows(columns, rows, set.domain, now);
  const dominators = dominatorsOf(columns, set, page, utilities, now);
  const ranks = ranksAt(set, page);
  const before = (search.page - 1) * (search.limit ?? 0);
  return page.flatMap((position, place) => {
    const row = rowAt(position);
    if (!row) return [];
    return [
      {
        ...describeRow(market, row, now),
        score: set.closeness[position] as number,
        rank: ranks[place] as number,
        utilities: utilities.map((column) => column[place] as number),
        dominatedBy: rowAt(dominators[place] ?? -1)?.id ?? null,
        place: before + place + 1,
      },
    ];
  });
}

function needOf({ model, bits }: OfferSearch, { removed }: Counts): SearchResult["need"] {
  const need = model === "" ? null : machineNeedOf(model, bits);
  if (need === null) return null;
  const dropped = removed.find(({ filter }) => filter === "model")?.count ?? 0;
  return { minVramGib: need.minVramGib, bound: need.bound, dropped };
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
