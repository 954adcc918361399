import { parseSearch } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import { askMarket } from "@/server/market/client";

/**
 * Resolves once this process can serve a visitor: its database answers and its market snapshot has been loaded and searched.
 *
 * @throws what the database or the market thread throws. It waits for the market at most as long as any question does.
 */
export async function checkReadiness(ctx: Context): Promise<void> {
  const { search } = parseSearch({ limit: "1" });
  await Promise.all([ctx.db.$queryRaw`select 1`, askMarket({ ask: "search", search, now: ctx.now })]);
}
