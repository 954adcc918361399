import { isPast } from "@/domain/offer/price-age";
import type { Columns } from "./columns";
import type { Market } from "./market";

/** Whether a spot price is history (`isPast` of `domain/offer/price-age`), by the code of its list day or, without one, of its feed. */
export type PastPrices = { lists: readonly (boolean | null)[]; feeds: readonly boolean[] };

export function pastPrices({ columns, feeds }: Pick<Market, "columns" | "feeds">, now: Date): PastPrices {
  const { listed, feed } = columns.dictionaries;
  return {
    lists: listed.words.map((day) =>
      day === "" ? null : isPast({ isSpot: true, listedOn: day, observedAt: null }, now),
    ),
    feeds: feed.words.map((key) => {
      const state = feeds.get(key);
      // The offers of a list carry its day.
      const observedAt = state && state.source !== "list" ? state.lastSuccessAt : null;
      return isPast({ isSpot: true, listedOn: null, observedAt }, now);
    }),
  };
}

/** Whether the price of the spot offer in this row is history. */
export function isPastSpot({ lists, feeds }: PastPrices, coded: Columns["coded"], row: number): boolean {
  return lists[coded.listed[row] as number] ?? feeds[coded.feed[row] as number] ?? false;
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
