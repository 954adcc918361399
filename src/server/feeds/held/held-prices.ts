import { AppError } from "@/domain/errors";
import type { OfferSource } from "@/domain/offer/offer";
import { platformObject } from "@/domain/permissions";
import { type Reason, readReason } from "@/domain/reasons";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
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
  /** null: held by a version that knew another reason. */
  reason: Reason | null;
  firstSeenAt: Date;
  refusedAt: Date | null;
};

/** Prices that wait for a second poll or a person, the longest wait first; refused ones are included. */
export async function heldPrices(ctx: Context): Promise<HeldPriceRow[]> {
  await authorize(ctx, "held_price.read");
  const rows = await ctx.db.quarantinedPrice.findMany({
    orderBy: [{ firstSeenAt: "asc" }, { externalId: "asc" }],
  });
  return rows.map((row) => ({
    ...row,
    reason: readReason(row.reason),
    heldMicroUsd: row.heldMicroUsd === null ? null : Number(row.heldMicroUsd),
    seenMicroUsd: Number(row.seenMicroUsd),
  }));
}

const polledSources = ["live", "simulated"] as const satisfies readonly OfferSource[];

type HeldPriceName = { provider: string; externalId: string };

/**
 * Declares a held price wrong: it stays held however often the feed repeats it, until the feed states another one.
 *
 * @throws {AppError} NOT_FOUND when no such price waits: it was confirmed meanwhile, or the feed has withdrawn it.
 */
export async function refuseHeldPrice(ctx: Context, name: HeldPriceName): Promise<void> {
  await authorize(ctx, "held_price.refuse");
  await judge(ctx, name, { action: "held_price.refuse", refusedAt: ctx.now });
  ctx.log.info(name, "held price refused");
}

/**
 * Declares a held price right: the next poll takes it, and an earlier refusal is forgotten.
 *
 * @throws {AppError} NOT_FOUND as {@link refuseHeldPrice}.
 */
export async function confirmHeldPrice(ctx: Context, name: HeldPriceName): Promise<void> {
  await authorize(ctx, "held_price.confirm");
  await judge(ctx, name, { action: "held_price.confirm", refusedAt: null });
  ctx.log.info(name, "held price confirmed");
}

type Verdict = { action: "held_price.confirm" | "held_price.refuse"; refusedAt: Date | null };

/** Holds the lock of the feed: otherwise a poll under way would write back what it read before the verdict. */
async function judge(
  ctx: Context,
  { provider, externalId }: HeldPriceName,
  { action, refusedAt }: Verdict,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    for (const source of polledSources) await lockFeed(tx, { provider, source });
    const held = await tx.db.quarantinedPrice.findMany({ where: { provider, externalId } });
    if (held.length === 0)
      throw new AppError("NOT_FOUND", `no price of ${provider} waits under ${externalId}`, {
        reason: { code: "held_price.not_found", parameters: { provider, id: externalId } },
      });
    await tx.db.quarantinedPrice.updateMany({ where: { provider, externalId }, data: { refusedAt } });
    // A list that has not changed is not read again, and a price is confirmed by reading.
    if (refusedAt === null)
      await tx.db.providerHealth.updateMany({ where: { provider }, data: { listVersion: null } });
    for (const { source, seenMicroUsd, refusedAt: refusedBefore } of held)
      audit(tx, {
        action,
        object: platformObject("held_price", `${provider}/${externalId}`),
        before: { source, seenMicroUsd, refusedAt: refusedBefore },
        after: { source, seenMicroUsd, refusedAt },
      });
  });
}
