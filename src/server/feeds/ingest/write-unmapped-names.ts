import type { SkippedRow, UnmappedName } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { newId, type TransactionContext } from "@/server/context";
import type { Feed } from "./write-offers";

type AnswerNames = Feed & { skipped: readonly SkippedRow[]; tokenOffers?: readonly TokenOffer[] };

/**
 * Stores the unmapped names of a successful answer with their count, and deletes those that it no longer contains: they were
 * mapped, or the feed has dropped them.
 */
export async function writeUnmappedNames(tx: TransactionContext, answer: AnswerNames): Promise<void> {
  const { provider, source } = answer;
  const names = JSON.stringify(countNames(answer).map((name) => ({ id: newId("nam", tx.now), ...name })));
  await tx.db.$executeRaw`
    delete from unmapped_names as held where provider = ${provider} and source = ${source}::offer_source and not exists (
      select 1 from jsonb_to_recordset(${names}::jsonb) as r(kind text, raw text, "vramGib" float8)
      where r.kind = held.kind::text and r.raw = held.raw and r."vramGib" is not distinct from held.vram_gib)`;
  await tx.db.$executeRaw`
    insert into unmapped_names (id, kind, provider, source, raw, vram_gib, count, first_seen_at, last_seen_at)
    select r.id, r.kind::name_kind, ${provider}, ${source}::offer_source, r.raw, r."vramGib", r.count,
      ${tx.now}::timestamptz, ${tx.now}::timestamptz
    from jsonb_to_recordset(${names}::jsonb) as r(id text, kind text, raw text, "vramGib" float8, count int)
    on conflict (provider, source, kind, raw, vram_gib) do update set
      count = excluded.count, last_seen_at = excluded.last_seen_at`;
}

function countNames({ skipped, tokenOffers = [] }: AnswerNames): (UnmappedName & { count: number })[] {
  const models = tokenOffers
    .filter(({ modelId }) => modelId === null)
    .map(({ modelRaw }) => ({ kind: "model" as const, raw: modelRaw, vramGib: null }));
  const counted = new Map<string, UnmappedName & { count: number }>();
  for (const name of [...skipped.flatMap(({ unmapped }) => unmapped ?? []), ...models]) {
    const key = JSON.stringify([name.kind, name.raw, name.vramGib]);
    counted.set(key, { ...name, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted.values()];
}
