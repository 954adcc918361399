import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";
import { polledSource } from "@/server/mode";

/** Ids of the offers that have a held price, so that the price they show may be out of date. */
export async function heldOfferIds(ctx: Context): Promise<string[]> {
  const rows = await lastKnown(
    ctx.db,
    "held offers",
    () => ctx.db.$queryRaw<{ id: string }[]>`
    select offers.id from quarantined_prices as held
    join offers using (provider, source, external_id)
    where held.source = ${polledSource()}::offer_source and offers.gone_at is null
    order by offers.id`,
  );
  return rows.map(({ id }) => id);
}
