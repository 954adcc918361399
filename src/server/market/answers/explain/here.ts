import type { Market } from "../../snapshot/market";
import type { RankedSet } from "../ranked/ranked-set";
import { utilitiesOfRows } from "../ranked/utilities";

/** What an explanation is about: a ranked set of a market at a time. */
export type Here = { market: Market; set: RankedSet; now: Date };

/** The utilities of one position, in the order of criterionIds. */
export function utilitiesAt({ market, set, now }: Here, position: number): number[] {
  const row = Uint32Array.of(set.rows[position] as number);
  return utilitiesOfRows(market.columns, row, set.domain, now).map((column) => column[0] as number);
}
