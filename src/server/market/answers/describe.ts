import type { OfferSearch } from "@/domain/offer/offer-search";
import { scoreOf } from "@/domain/ranking/ranking";
import type { Market } from "../snapshot/market";
import { type DescribedRow, describeRow } from "./describe-row";
import { measureFor } from "./ranked/ranked-set";
import { utilitiesOfRows } from "./ranked/utilities";

export type ScoredOffer = DescribedRow & {
  /** TOPSIS closeness, 0..1. */
  score: number;
  /** Where each figure lies on its scale, 0..1, in the order of criterionIds. */
  utilities: number[];
};

/**
 * The given offers with their score under the weights of a search. The scales depend on the question alone, so other
 * offers do not affect the score.
 */
export function describeOffers(
  market: Market,
  ids: readonly string[],
  search: OfferSearch,
  now: Date,
): ScoredOffer[] {
  const { domain, counting } = measureFor(search);
  const { columns } = market;
  return ids.flatMap((id) => {
    const index = columns.indexOf.get(id);
    const row = index === undefined ? undefined : columns.rows[index];
    if (!row || index === undefined) return [];
    const own = utilitiesOfRows(columns, Uint32Array.of(index), domain, now);
    const utilities = own.map((column) => column[0] as number);
    return [{ ...describeRow(market, row, now), score: scoreOf(utilities, counting), utilities }];
  });
}
