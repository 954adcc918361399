import type { OfferSearch } from "@/domain/offer/offer-search";
import { scoreOf } from "@/domain/ranking/ranking";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { contributionsOf } from "@/domain/ranking/ranking-explanation";
import type { Market } from "../snapshot/market";
import { type DescribedRow, describeRow } from "./describe-row";
import { weightsOf } from "./ranked-set";

export type ScoredOffer = DescribedRow & { score: number; contributions: number[] };

/**
 * The given offers with their score under the weights of a search. The reference points are fixed, so other offers do not
 * affect the score.
 */
export function describeOffers(
  market: Market,
  ids: readonly string[],
  search: OfferSearch,
  now: Date,
): ScoredOffer[] {
  const weights = weightsOf(search);
  const { columns } = market;
  return ids.flatMap((id) => {
    const index = columns.indexOf.get(id);
    const row = index === undefined ? undefined : columns.rows[index];
    if (!row || index === undefined) return [];
    const utilities = columns.utilities.map((column) => column[index] as number);
    const contributions = contributionsOf(utilities, weights);
    return [
      {
        ...describeRow(market, row, now),
        score: scoreOf(utilities, weights),
        contributions: criterionIds.map((criterion) => contributions[criterion]),
      },
    ];
  });
}
