import type { TransactionContext } from "@/server/context";

/**
 * Thins the history of token prices where it stands: beyond `fineFrom`, a full hour, the last point of each hour stays, beyond
 * `hourlyFrom` the last one of all, so that a price which has not moved for longer is still known. May run twice, late and beside
 * itself.
 *
 * @returns how many points went.
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
