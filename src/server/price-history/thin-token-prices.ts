import type { TransactionContext } from "@/server/context";

/**
 * Thins the history of token prices. Before `fineFrom`, a full hour, it keeps the last point of each hour. Before `hourlyFrom`
 * it keeps only the last point of all, so that a price that has not changed since is still known. It may run twice, late, or
 * several times at once.
 *
 * @returns how many points were deleted.
 */
export function thinTokenPrices(
  { db }: TransactionContext,
  { fineFrom, hourlyFrom }: { fineFrom: Date; hourlyFrom: Date },
): Promise<number> {
  return db.$executeRaw`
    delete from token_price_points as point using (
      select token_offer_id, at, lead(at) over (partition by token_offer_id order by at) as next_at
      from token_price_points where at < ${fineFrom}::timestamptz
    ) as old
    where point.token_offer_id = old.token_offer_id and point.at = old.at
      and (next_at <= ${hourlyFrom}::timestamptz
        or date_bin('1 hour', next_at, timestamptz '2000-01-01T00:00:00Z') <= old.at)`;
}
