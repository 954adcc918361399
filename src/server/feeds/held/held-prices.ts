import { AppError } from "@/domain/errors";
import type { OfferSource } from "@/domain/offer/offer";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { lockFeed } from "../lock-feed";

export type HeldPriceRow = {
  provider: string;
  source: OfferSource;
  externalId: string;
  /** null: nobody else sells that, and the offer is not shown. */
  heldMicroUsd: number | null;
  seenMicroUsd: number;
  reason: string;
  firstSeenAt: Date;
  refusedAt: Date | null;
};

/** Prices that wait for a second poll or a person, the longest first; those that a person refused among them. */
export async function heldPrices(ctx: Context): Promise<HeldPriceRow[]> {
  const rows = await ctx.db.quarantinedPrice.findMany({
    orderBy: [{ firstSeenAt: "asc" }, { externalId: "asc" }],
  });
  return rows.map((row) => ({
    ...row,
    heldMicroUsd: row.heldMicroUsd === null ? null : Number(row.heldMicroUsd),
    seenMicroUsd: Number(row.seenMicroUsd),
  }));
}

const polledSources = ["live", "simulated"] as const satisfies readonly OfferSource[];

type HeldPriceName = { provider: string; externalId: string };

/**
 * A person's word that a held price is wrong: it stays held however often the feed repeats it, until the feed says another one.
 *
 * @throws {AppError} NOT_FOUND when no such price waits: it was confirmed meanwhile, or the feed has taken it back.
 */
export async function refuseHeldPrice(ctx: Context, name: HeldPriceName): Promise<void> {
  await judge(ctx, name, ctx.now);
  ctx.log.info(name, "held price refused");
}

/**
 * A person's word that a held price is right: the next poll takes it, a refusal before is forgotten.
 *
 * @throws {AppError} NOT_FOUND as {@link refuseHeldPrice}.
 */
export async function confirmHeldPrice(ctx: Context, name: HeldPriceName): Promise<void> {
  await judge(ctx, name, null);
  ctx.log.info(name, "held price confirmed");
}

/** Behind the lock of the feed: a poll under way would else write back what it read before the person spoke. */
async function judge(ctx: Context, name: HeldPriceName, refusedAt: Date | null): Promise<void> {
  const { provider, externalId } = name;
  await inTransaction(ctx, async (tx) => {
    for (const source of polledSources) await lockFeed(tx, { provider, source });
    const { count } = await tx.db.quarantinedPrice.updateMany({
      where: { provider, externalId },
      data: { refusedAt },
    });
    if (count === 0) throw new AppError("NOT_FOUND", `no price of ${provider} waits under ${externalId}`);
    // A list that has not changed is not read again, and a price is confirmed by reading.
    if (refusedAt === null)
      await tx.db.providerHealth.updateMany({ where: { provider }, data: { listVersion: null } });
  });
}
