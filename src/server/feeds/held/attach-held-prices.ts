import { type MicroUsd, microUsd } from "@/domain/money";
import type { Context } from "@/server/context";

/** What the feed says an offer costs now, held back; the offer's own price is the last confirmed one. */
export type OfferHeldPrice = {
  microUsdPerGpuHour: MicroUsd;
  /** Since when the feed says so, ISO 8601. */
  since: string;
  /** A person has called it wrong; otherwise it waits to be confirmed. */
  isRefused: boolean;
};

export type WithHeldPrice<Offer> = Offer & { heldPrice: OfferHeldPrice | null };

type Row = { id: string; seen: number; since: Date; refused: boolean };

/** Adds to each offer its held price, where there is one. Held prices are few, so one query for a page is cheap. */
export async function withHeldPrices<Offer extends { id: string }>(
  ctx: Context,
  offers: readonly Offer[],
): Promise<WithHeldPrice<Offer>[]> {
  if (offers.length === 0) return [];
  const rows = await ctx.db.$queryRaw<Row[]>`
    select offers.id, held.seen_micro_usd::float8 as seen, held.first_seen_at as since,
      held.refused_at is not null as refused
    from quarantined_prices as held join offers using (provider, source, external_id)
    where offers.gone_at is null and offers.id = any(${offers.map(({ id }) => id)}::text[])`;
  const held = new Map(
    rows.map(({ id, seen, since, refused }) => [
      id,
      { microUsdPerGpuHour: microUsd(seen), since: since.toISOString(), isRefused: refused },
    ]),
  );
  return offers.map((offer) => ({ ...offer, heldPrice: held.get(offer.id) ?? null }));
}
