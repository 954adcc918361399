import { parseSearch } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import { askMarket } from "@/server/market/client";

/**
 * Answers once this process can answer a visitor: its database is there and its market snapshot has been loaded and searched.
 *
 * @throws what the database or the market thread throws; the market is waited for at most as long as for any question.
 */
export async function checkReadiness(ctx: Context): Promise<void> {
  const { search } = parseSearch({ limit: "1" });
  await Promise.all([ctx.db.$queryRaw`select 1`, askMarket({ ask: "search", search, now: ctx.now })]);
}
