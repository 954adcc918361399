import { type MicroUsd, microUsd } from "@/domain/money";
import type { Context } from "@/server/context";

/** What the feed says an offer costs now and nobody believes yet; the offer's own price is the last one believed. */
export type DoubtedPrice = {
  microUsdPerGpuHour: MicroUsd;
  /** Since when the feed says so, ISO 8601. */
  since: string;
  /** A person has called it wrong; else it waits to be confirmed. */
  isRefused: boolean;
};

export type WithDoubt<Offer> = Offer & { doubtedPrice: DoubtedPrice | null };

type Row = { id: string; seen: number; since: Date; refused: boolean };

/** The offers with the newer price that is held back, where there is one. They are few, so one look at them a page is cheap. */
export async function withDoubtedPrices<Offer extends { id: string }>(
  ctx: Context,
  offers: readonly Offer[],
): Promise<WithDoubt<Offer>[]> {
  if (offers.length === 0) return [];
  const rows = await ctx.db.$queryRaw<Row[]>`
    select offers.id, held.seen_micro_usd::float8 as seen, held.first_seen_at as since,
      held.refused_at is not null as refused
    from quarantined_prices as held join offers using (provider, source, external_id)
    where offers.gone_at is null and offers.id = any(${offers.map(({ id }) => id)}::text[])`;
  const doubted = new Map(
    rows.map(({ id, seen, since, refused }) => [
      id,
      { microUsdPerGpuHour: microUsd(seen), since: since.toISOString(), isRefused: refused },
    ]),
  );
  return offers.map((offer) => ({ ...offer, doubtedPrice: doubted.get(offer.id) ?? null }));
}
