import { type MicroUsd, microUsd } from "@/domain/money";
import type { Context } from "@/server/context";
import { asAppError } from "@/server/database/failure";
import { lastKnown } from "@/server/database/last-known";

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

/**
 * Adds to each offer its held price, where there is one. Held prices are few, so one query for a page is cheap. While the database
 * cannot answer, the held prices are those of at most {@link REMEMBERED_EVERY_MS} before.
 */
export async function withHeldPrices<Offer extends { id: string }>(
  ctx: Context,
  offers: readonly Offer[],
): Promise<WithHeldPrice<Offer>[]> {
  if (offers.length === 0) return [];
  const rows = await heldPricesOf(
    ctx,
    offers.map(({ id }) => id),
  );
  const held = new Map(
    rows.map(({ id, seen, since, refused }) => [
      id,
      { microUsdPerGpuHour: microUsd(seen), since: since.toISOString(), isRefused: refused },
    ]),
  );
  return offers.map((offer) => ({ ...offer, heldPrice: held.get(offer.id) ?? null }));
}

const REMEMBERED_EVERY_MS = 30_000;
const rememberedAtMs = new WeakMap<Context["db"], number>();

async function heldPricesOf(ctx: Context, ids: readonly string[]): Promise<Row[]> {
  try {
    const rows = await readHeldPrices(ctx, ids);
    void remember(ctx);
    return rows;
  } catch (error) {
    if (asAppError(error).code !== "UNAVAILABLE") throw error;
    return allHeldPrices(ctx);
  }
}

/** Reads every held price now and then, so that they are known when the database goes away. */
async function remember(ctx: Context): Promise<void> {
  // A transaction is over before this would be.
  if (ctx.transaction !== undefined) return;
  const sinceMs = performance.now() - (rememberedAtMs.get(ctx.db) ?? Number.NEGATIVE_INFINITY);
  if (sinceMs < REMEMBERED_EVERY_MS) return;
  rememberedAtMs.set(ctx.db, performance.now());
  await allHeldPrices(ctx).catch((error) => ctx.log.warn({ err: error }, "held prices not remembered"));
}

function allHeldPrices(ctx: Context): Promise<Row[]> {
  return lastKnown(ctx.db, "held prices", () => readHeldPrices(ctx, null));
}

/** @param ids of the offers; null: of all. */
function readHeldPrices({ db }: Context, ids: readonly string[] | null): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select offers.id, held.seen_micro_usd::float8 as seen, held.first_seen_at as since,
      held.refused_at is not null as refused
    from quarantined_prices as held join offers using (provider, source, external_id)
    where offers.gone_at is null and (${ids === null} or offers.id = any(${ids ?? []}::text[]))`;
}
