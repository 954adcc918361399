import type { OfferSearch, SortKey } from "@/domain/offer/offer-search";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";
import type { ReferenceDomain } from "@/domain/ranking/reference-domain";
import { differenceOf } from "@/domain/ranking/score-difference";
import type { Market } from "../../snapshot/market";
import { describeRow } from "../describe-row";
import { comparatorOf } from "../order";
import { type RankedSet, rankedSet } from "../ranked-set";
import type { OfferHit } from "../search";
import { ageLogOf } from "../utilities";
import { firstOf, neighboursOf } from "./neighbours";
import { type PriceLine, priceLineOf } from "./price-line";
import { type WeightLine, weightLinesOf } from "./weight-lines";

/** The offer with the figures that its row shows, and its place in the order on the screen, from 1. */
export type ExplainedOffer = Omit<OfferHit, "dominatedBy"> & { place: number };

export type Against = {
  as: "first" | "above" | "second";
  offer: ExplainedOffer;
  /** What each criterion adds to the explained offer's score minus this one's, in the order of criterionIds; they add up exactly. */
  parts: number[];
};

export type RowExplanation = {
  /** What the table on the screen is ordered by; only the order by score has parts, prices and weights to speak of. */
  order: SortKey;
  isDescending: boolean;
  total: number;
  /** Other offers with the same rank. */
  sharedWith: number;
  offer: ExplainedOffer;
  /** The first and the one above, or the second if the offer is first; empty when it is alone. */
  against: Against[];
  weights: Weights;
  domain: ReferenceDomain;
  /** Null without a rival, for a price that is history, and in another order than by score. */
  price: PriceLine | null;
  weightSwitches: (Omit<WeightLine, "newFirst"> & { newFirst: ExplainedOffer | null })[];
};

/**
 * Explains why an offer stands where it does in the order on the screen: against the first and the one above, and at which price
 * and weights it would be first.
 *
 * @param offerId null: the first one.
 * @returns null if the offer is not among the results, if nothing is, or if the results are grouped.
 */
export function explainRow(
  market: Market,
  search: OfferSearch,
  offerId: string | null,
  now: Date,
): RowExplanation | null {
  const set = rankedSet(market, search, now);
  const compare = comparatorOf(market.columns, set, search);
  if (search.group !== null || set.rows.length === 0) return null;
  const position = offerId === null ? firstOf(set.rows.length, compare) : positionOf(market, set, offerId);
  if (position < 0) return null;
  const { place, first, above, second } = neighboursOf(set.rows.length, position, compare);
  const describe = (other: number, at: number) => explainedAt({ market, set, now }, other, at);
  const against = (as: Against["as"], other: number | null, at: number): Against[] =>
    other === null ? [] : [{ as, offer: describe(other, at), parts: partsOf(set, position, other) }];
  const isByScore = search.sort === "score" && !search.descending;
  const isFirst = place === 1;
  return {
    order: search.sort,
    isDescending: search.descending,
    total: set.rows.length,
    sharedWith: sharing(set, position) - 1,
    offer: describe(position, place),
    against: isFirst
      ? against("second", second, 2)
      : [...against("first", first, 1), ...(above === first ? [] : against("above", above, place - 1))],
    weights: set.weights,
    domain: set.domain,
    price: isByScore ? priceOf(market, set, position, isFirst, now) : null,
    weightSwitches:
      isByScore && !isPastAt(set, position) ? switchesOf({ market, set, now }, position, isFirst) : [],
  };
}

type Here = { market: Market; set: RankedSet; now: Date };

function positionOf({ columns }: Market, { rows }: RankedSet, offerId: string): number {
  const row = columns.indexOf.get(offerId);
  return row === undefined ? -1 : rows.indexOf(row);
}

function explainedAt({ market, set, now }: Here, position: number, place: number): ExplainedOffer {
  const row = market.columns.rows[set.rows[position] as number];
  if (!row) throw new Error(`the market has no row at ${position}`);
  return {
    ...describeRow(market, row, now),
    score: set.closeness[position] as number,
    rank: set.rank[position] as number,
    utilities: utilitiesAt(set, position),
    place,
  };
}

function partsOf(set: RankedSet, position: number, other: number): number[] {
  const parts = differenceOf(utilitiesAt(set, position), utilitiesAt(set, other), set.counting);
  return criterionIds.map((id: CriterionId) => parts[id]);
}

function utilitiesAt({ utilities }: RankedSet, position: number): number[] {
  return utilities.map((column) => column[position] as number);
}

function isPastAt({ isPast }: RankedSet, position: number): boolean {
  return isPast !== null && isPast[position] === 1;
}

function sharing({ rank }: RankedSet, position: number): number {
  return rank.reduce((count, one) => (one === rank[position] ? count + 1 : count), 0);
}

/** The best-ranked other offer whose price is not history, if there is one, is the one to beat. */
function priceOf(
  market: Market,
  set: RankedSet,
  position: number,
  isFirst: boolean,
  now: Date,
): PriceLine | null {
  const rival = set.order[0] === position ? set.order[1] : set.order[0];
  if (rival === undefined || isPastAt(set, rival) || isPastAt(set, position)) return null;
  const [own, other] = [position, rival].map((at) => market.columns.rows[set.rows[at] as number]);
  if (!own || !other) return null;
  const row = {
    utilities: utilitiesAt(set, position),
    weights: set.counting,
    priceScale: set.domain.scales.price,
    ageLog: ageLogOf(market.columns, set.rows[position] as number, now),
  };
  const toBeat = { score: set.closeness[rival] as number, price: other.microUsdPerGpuHour };
  return priceLineOf(row, own.microUsdPerGpuHour, toBeat, isFirst);
}

function switchesOf(here: Here, position: number, isFirst: boolean): RowExplanation["weightSwitches"] {
  return weightLinesOf(here.set, position, isFirst).map(({ newFirst, ...line }) => ({
    ...line,
    newFirst: newFirst === null ? null : explainedAt(here, newFirst, 1),
  }));
}
