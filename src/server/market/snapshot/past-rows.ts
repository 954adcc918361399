import { isListTooOld, isPast } from "@/domain/offer/price-age";
import type { Columns } from "./columns";
import type { Market } from "./market";

/**
 * What `domain/offer/price-age` says of prices: whether a spot price is history, by the code of its list day or, without one, of its
 * feed, and whether a list is too old for a best price.
 */
export type PastPrices = {
  lists: readonly (boolean | null)[];
  feeds: readonly boolean[];
  tooOldLists: readonly boolean[];
};

export function pastPrices({ columns, feeds }: Pick<Market, "columns" | "feeds">, now: Date): PastPrices {
  const { listed, feed } = columns.dictionaries;
  return {
    lists: listed.words.map((day) =>
      day === "" ? null : isPast({ isSpot: true, listedOn: day, observedAt: null }, now),
    ),
    tooOldLists: listed.words.map((day) => day !== "" && isListTooOld(day, now)),
    feeds: feed.words.map((key) => {
      const state = feeds.get(key);
      // The offers of a list carry its day.
      const observedAt = state && state.source !== "list" ? state.lastSuccessAt : null;
      return isPast({ isSpot: true, listedOn: null, observedAt }, now);
    }),
  };
}

/** Whether the price of the spot offer in this row is history. */
function isPastSpot({ lists, feeds }: PastPrices, coded: Columns["coded"], row: number): boolean {
  return lists[coded.listed[row] as number] ?? feeds[coded.feed[row] as number] ?? false;
}

/** Whether the price in this row may be called the best of its kind: neither history nor from a list that is too old. */
export function mayBeBestAt(
  past: PastPrices,
  coded: Columns["coded"],
  row: number,
  isSpot: boolean,
): boolean {
  return !past.tooOldLists[coded.listed[row] as number] && !(isSpot && isPastSpot(past, coded, row));
}

/** Marks the rows whose price is history, aligned with `rows`; null if none is. */
export function pastRows(market: Market, rows: Uint32Array, now: Date): Uint8Array | null {
  const { coded, dictionaries } = market.columns;
  const past = pastPrices(market, now);
  if (!past.lists.includes(true) && !past.feeds.includes(true)) return null;
  const isSpot = dictionaries.pricing.words.map((word) => word === "spot");
  const flags = new Uint8Array(rows.length);
  let found = 0;
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position] as number;
    if (!isSpot[coded.pricing[row] as number] || !isPastSpot(past, coded, row)) continue;
    flags[position] = 1;
    found += 1;
  }
  return found > 0 ? flags : null;
}
