import { AppError } from "@/domain/errors";
import type { OfferSource } from "@/domain/offer";
import type { Context } from "../context";

export type HeldPriceRow = {
  provider: string;
  source: OfferSource;
  externalId: string;
  heldMicroUsd: number;
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
    heldMicroUsd: Number(row.heldMicroUsd),
    seenMicroUsd: Number(row.seenMicroUsd),
  }));
}

type HeldPriceName = { provider: string; externalId: string };

/**
 * A person's word that a held price is wrong: it stays held however often the feed repeats it, until the feed says another one.
 *
 * @throws {AppError} NOT_FOUND when no such price waits: it was confirmed meanwhile, or the feed has taken it back.
 */
export async function refuseHeldPrice(ctx: Context, { provider, externalId }: HeldPriceName): Promise<void> {
  const { count } = await ctx.db.quarantinedPrice.updateMany({
    where: { provider, externalId },
    data: { refusedAt: ctx.now },
  });
  if (count === 0) throw new AppError("NOT_FOUND", `no price of ${provider} waits under ${externalId}`);
  ctx.log.info({ provider, externalId }, "held price refused");
}

/**
 * A person's word that a held price is right: the next poll takes it, a refusal before is forgotten.
 *
 * @throws {AppError} NOT_FOUND as {@link refuseHeldPrice}.
 */
export async function confirmHeldPrice(ctx: Context, { provider, externalId }: HeldPriceName): Promise<void> {
  const { count } = await ctx.db.quarantinedPrice.updateMany({
    where: { provider, externalId },
    data: { refusedAt: null },
  });
  if (count === 0) throw new AppError("NOT_FOUND", `no price of ${provider} waits under ${externalId}`);
  ctx.log.info({ provider, externalId }, "held price confirmed");
}
