import { type MicroUsd, microUsd } from "@/domain/money";
import type { OfferSearch, SortKey } from "@/domain/offer/offer-search";
import { listAgeDays, logOfAgeFactor } from "@/domain/offer/price-age";
import { differenceOf } from "@/domain/ranking/explanation/score-difference";
import { type CriterionId, criterionIds, type Weights } from "@/domain/ranking/ranking-criteria";
import type { ReferenceDomain } from "@/domain/ranking/reference-domain";
import type { Market } from "../../snapshot/market";
import { describeRow } from "../describe-row";
import { comparatorOf, compareAtSamePrice, type TieBreak, tieBreakOf } from "../ranked/order";
import { type RankedSet, rankedSet } from "../ranked/ranked-set";
import { ranksAt } from "../ranked/ranks";
import type { OfferHit } from "../search";
import { type Here, utilitiesAt } from "./here";
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
  /** What puts one of them first where both are equal in what the table is ordered by: score or price. Else null. */
  tieBreak: TieBreak | null;
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
  /** In the order by price, lowest first, what {@link PriceLine.switchMicroUsdPerGpuHour} is in that by score. */
  switchInPriceOrder: MicroUsd | null;
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
  const here: Here = { market, set, now };
  const isByScore = search.sort === "score" && !search.descending;
  const isFirst = place === 1;
  const lines = isByScore && !isPastAt(set, position) ? weightLinesOf(here, position, isFirst) : [];
  const named = namedAmong(here, [position, first, above, second, ...lines.map(({ newFirst }) => newFirst)]);
  const against = (as: Against["as"], other: number | null, at: number): Against[] =>
    other === null
      ? []
      : [
          {
            as,
            offer: explainedAt(named, other, at),
            parts: partsOf(here, position, other),
            tieBreak: tieOf(here, search, position, other),
          },
        ];
  return {
    order: search.sort,
    isDescending: search.descending,
    total: set.rows.length,
    sharedWith: sharing(set, position) - 1,
    offer: explainedAt(named, position, place),
    against: isFirst
      ? against("second", second, 2)
      : [...against("first", first, 1), ...(above === first ? [] : against("above", above, place - 1))],
    weights: set.weights,
    domain: set.domain,
    price: isByScore ? priceOf(here, position, isFirst ? second : first) : null,
    switchInPriceOrder:
      search.sort === "price" && !search.descending
        ? priceOrderSwitch(here, position, isFirst ? second : first)
        : null,
    weightSwitches: lines.map(({ newFirst, ...line }) => ({
      ...line,
      newFirst: newFirst === null ? null : explainedAt(named, newFirst, 1),
    })),
  };
}

function positionOf({ columns }: Market, { rows }: RankedSet, offerId: string): number {
  const row = columns.indexOf.get(offerId);
  return row === undefined ? -1 : rows.indexOf(row);
}

/** The positions that an explanation names, with their ranks: found together, in one pass over the scores. */
type Named = Here & { ranks: ReadonlyMap<number, number> };

function namedAmong(here: Here, positions: readonly (number | null)[]): Named {
  const named = positions.flatMap((position) => position ?? []);
  const ranks = ranksAt(here.set, named);
  return { ...here, ranks: new Map(named.map((position, index) => [position, ranks[index] ?? 0])) };
}

function explainedAt(here: Named, position: number, place: number): ExplainedOffer {
  const { market, set, now, ranks } = here;
  const row = market.columns.rows[set.rows[position] as number];
  if (!row) throw new Error(`the market has no row at ${position}`);
  return {
    ...describeRow(market, row, now),
    score: set.closeness[position] as number,
    rank: ranks.get(position) ?? 0,
    utilities: utilitiesAt(here, position),
    place,
  };
}

function partsOf(here: Here, position: number, other: number): number[] {
  const [own, others] = [utilitiesAt(here, position), utilitiesAt(here, other)];
  const parts = differenceOf(own, others, here.set.counting);
  return criterionIds.map((id: CriterionId) => parts[id]);
}

function isPastAt({ isPast }: RankedSet, position: number): boolean {
  return isPast !== null && isPast[position] === 1;
}

/** How many offers have its score, itself among them; an offer of which the price is history shares with its like only. */
function sharing({ closeness, isPast }: RankedSet, position: number): number {
  const [score, flag] = [closeness[position], isPast?.[position]];
  return closeness.reduce(
    (count, one, at) => (one === score && isPast?.[at] === flag ? count + 1 : count),
    0,
  );
}

function rowsAt({ market, set }: Here, positions: readonly number[]) {
  return positions.map((at) => market.columns.rows[set.rows[at] as number]);
}

function tieOf(here: Here, { sort }: OfferSearch, position: number, other: number): TieBreak | null {
  const [a, b] = rowsAt(here, [position, other]);
  if (!a || !b) return null;
  const { closeness } = here.set;
  if (sort === "score") return closeness[position] === closeness[other] ? tieBreakOf(a, b) : null;
  return sort === "price" && a.microUsdPerGpuHour === b.microUsdPerGpuHour ? tieBreakOf(a, b) : null;
}

/** At the price of the rival, the tie-break decides; one micro-USD less is cheaper. */
function priceOrderSwitch(here: Here, position: number, rival: number | null): MicroUsd | null {
  if (rival === null || isPastAt(here.set, rival) || isPastAt(here.set, position)) return null;
  const [own, other] = rowsAt(here, [position, rival]);
  if (!own || !other) return null;
  const price = other.microUsdPerGpuHour - (compareAtSamePrice(own, other) < 0 ? 0 : 1);
  return price > 0 ? microUsd(price) : null;
}

/** The best other offer is the one to beat, unless its price is history. */
function priceOf(here: Here, position: number, rival: number | null): PriceLine | null {
  const { set, now } = here;
  if (rival === null || isPastAt(set, rival) || isPastAt(set, position)) return null;
  const [own, other] = rowsAt(here, [position, rival]);
  if (!own || !other) return null;
  const row = {
    utilities: utilitiesAt(here, position),
    weights: set.counting,
    priceScale: set.domain.scales.price,
    ageLog: logOfAgeFactor(listAgeDays(own.listedOn, now)),
  };
  return priceLineOf(row, own.microUsdPerGpuHour, {
    score: set.closeness[rival] as number,
    microUsdPerGpuHour: other.microUsdPerGpuHour,
    isBehindAtSamePrice: compareAtSamePrice(own, other) < 0,
  });
}
