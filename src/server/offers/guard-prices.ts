import { type MicroUsd, microUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer";
import { gpuHourPrice, type KnownOffer } from "@/domain/offer-diff";
import { judgePrice } from "@/domain/price-guard";
import type { Context } from "../context";
import type { Transaction } from "../db";
import type { Feed } from "./write-offers";

type Held = { offer: Offer; seen: MicroUsd; reference: MicroUsd; reason: string };

/**
 * Takes prices that moved too far out of an answer and remembers them until the next poll.
 *
 * A known offer keeps its last believed price for that long; a new one does not appear. A list read by people is believed.
 */
export async function guardPrices(
  tx: Transaction,
  ctx: Context,
  { provider, source, offers }: Feed & { offers: Offer[] },
  known: ReadonlyMap<string, KnownOffer>,
): Promise<{ offers: Offer[]; quarantined: number }> {
  if (source === "list") return { offers, quarantined: 0 };
  const waiting = await loadWaiting(tx, { provider, source });
  const held: Held[] = [];
  const believed = offers.flatMap((offer) => {
    const row = known.get(offer.externalId);
    const seen = gpuHourPrice(offer);
    if (seen === null) return [];
    const reference = row?.microUsdPerGpuHour ?? null;
    const verdict = judgePrice({ seen, reference, waiting: waiting.get(offer.externalId) ?? null });
    if (verdict.verdict === "believed" || reference === null) return [offer];
    held.push({ offer, seen, reference, reason: verdict.reason });
    return [{ ...offer, price: { unit: "gpu_hour" as const, microUsdPerGpuHour: reference } }];
  });
  await replaceWaiting(tx, ctx, { provider, source }, held, waiting.size);
  return { offers: believed, quarantined: held.length };
}

async function loadWaiting(tx: Transaction, feed: Feed): Promise<Map<string, MicroUsd>> {
  const rows = await tx.quarantinedPrice.findMany({ where: feed });
  return new Map(rows.map((row) => [row.externalId, microUsd(Number(row.seenMicroUsd))]));
}

async function replaceWaiting(
  tx: Transaction,
  ctx: Context,
  feed: Feed,
  held: Held[],
  before: number,
): Promise<void> {
  if (held.length === 0 && before === 0) return;
  await tx.quarantinedPrice.deleteMany({ where: feed });
  await tx.quarantinedPrice.createMany({
    data: held.map(({ offer, seen, reference, reason }) => ({
      ...feed,
      externalId: offer.externalId,
      heldMicroUsd: BigInt(reference),
      seenMicroUsd: BigInt(seen),
      reason,
      firstSeenAt: ctx.now,
    })),
  });
}
