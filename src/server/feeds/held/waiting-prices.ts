import { type MicroUsd, microUsd } from "@/domain/money";
import { isSamePrice } from "@/domain/price/price-guard";
import type { TransactionContext } from "@/server/context";
import type { Feed } from "../ingest/write-offers";
import type { HeldPrice } from "./held-price";

/** Rows a statement: a feed in the wrong unit holds all of its offers at once. */
const CHUNK = 5000;

type StoredPrice = { externalId: string; seen: string; firstSeenAt: Date; refusedAt: Date | null };

/** What one feed has said and nobody believes yet. By raw SQL, as all that may have 100,000 rows. */
export function loadHeldPrices(tx: TransactionContext, { provider, source }: Feed): Promise<StoredPrice[]> {
  return tx.db.$queryRaw<StoredPrice[]>`
    select external_id as "externalId", seen_micro_usd::text as seen, first_seen_at as "firstSeenAt", refused_at as "refusedAt"
    from quarantined_prices where provider = ${provider} and source = ${source}::offer_source`;
}

/** What the next poll may confirm: a price that a person refused is not among it. */
export function waitingPrices(stored: readonly StoredPrice[]): Map<string, MicroUsd> {
  return new Map(
    stored.flatMap(({ externalId, seen, refusedAt }) =>
      refusedAt === null ? [[externalId, microUsd(Number(seen))] as const] : [],
    ),
  );
}

type Replacement = { feed: Feed; held: readonly HeldPrice[]; before: readonly StoredPrice[] };

/**
 * Remembers what this poll holds in place of what was held before; the same price keeps its first sight and a person's refusal.
 *
 * @returns how many the next poll may confirm.
 */
export async function replaceHeldPrices(
  tx: TransactionContext,
  { feed: { provider, source }, held, before }: Replacement,
): Promise<number> {
  if (held.length === 0 && before.length === 0) return 0;
  const known = new Map(before.map((row) => [row.externalId, row]));
  await tx.db.quarantinedPrice.deleteMany({ where: { provider, source } });
  let waits = 0;
  const rows = held.map(({ externalId, held: reference, seen, reason }) => {
    const row = known.get(externalId);
    const isSame = row !== undefined && isSamePrice(seen, microUsd(Number(row.seen)));
    const { firstSeenAt, refusedAt } = isSame ? row : { firstSeenAt: tx.now, refusedAt: null };
    if (refusedAt === null) waits += 1;
    return [externalId, reference, seen, reason, firstSeenAt, refusedAt];
  });
  for (let from = 0; from < rows.length; from += CHUNK) {
    const values = JSON.stringify(rows.slice(from, from + CHUNK));
    await tx.db.$executeRaw`
      insert into quarantined_prices (provider, source, external_id, held_micro_usd, seen_micro_usd, reason, first_seen_at, refused_at)
      select ${provider}, ${source}::offer_source, given.price->>0, (given.price->>1)::bigint, (given.price->>2)::bigint,
        given.price->3, (given.price->>4)::timestamptz, (given.price->>5)::timestamptz
      from jsonb_array_elements(${values}::jsonb) as given(price)`;
  }
  return waits;
}
