import { firstDayOf, lastDayOf } from "@/domain/offer/list-day";
import type { Offer, OfferSource } from "@/domain/offer/offer";
import type { OfferDiff } from "@/domain/offer/offer-diff";
import { Prisma } from "@/generated/prisma/client";
import { newId, type TransactionContext } from "@/server/context";

/** Rows per statement: large enough to be nearly as fast as COPY, small enough to free the event loop in between. */
const CHUNK = 5000;

export type Feed = { provider: string; source: OfferSource };

export type FeedWrite = Feed & { diff: OfferDiff; revision: bigint; at: Date; sourceUrl: string | null };

/** Ids and prices of the offers with a new price, in the order of the diff. */
export type WrittenPrice = { id: string; microUsdPerGpuHour: number; microUsdPerMachineHour: number };

/** An offer to be written. */
type Written = { id: string; offer: Offer; fingerprint: string; isNewPrice: boolean };

/** The figures of an offer as columns: name, PostgreSQL type, value. Rows are sent as lists of values in this order. */
const columns: readonly [name: string, type: string, figureOf: (row: Written, feed: FeedWrite) => unknown][] =
  [
    ["id", "text", ({ id }) => id],
    ["external_id", "text", ({ offer }) => offer.externalId],
    ["instance_type", "text", ({ offer }) => offer.instanceType],
    ["gpu_id", "text", ({ offer }) => offer.gpuId],
    ["gpu_raw", "text", ({ offer }) => offer.gpuRaw],
    ["gpu_count", "float8", ({ offer }) => offer.gpuCount],
    ["vram_gib", "float8", ({ offer }) => offer.vramGib],
    ["micro_usd_per_gpu_hour", "bigint", ({ offer }) => offer.price.microUsdPerGpuHour],
    ["micro_usd_per_machine_hour", "bigint", ({ offer }) => offer.microUsdPerMachineHour],
    ["is_spot", "boolean", ({ offer }) => offer.isSpot],
    ["availability", "availability", ({ offer }) => offer.availability],
    ["region", "text", ({ offer }) => offer.region],
    ["country_code", "text", ({ offer }) => offer.countryCode],
    ["vcpus", "float8", ({ offer }) => offer.vcpus],
    ["ram_gib", "float8", ({ offer }) => offer.ramGib],
    ["disk_gib", "float8", ({ offer }) => offer.diskGib],
    ["reliability", "float8", ({ offer }) => offer.reliability],
    ["network_down_mbps", "float8", ({ offer }) => offer.networkDownMbps],
    ["network_up_mbps", "float8", ({ offer }) => offer.networkUpMbps],
    ["micro_usd_per_gib_egress", "bigint", ({ offer }) => offer.microUsdPerGibEgress],
    ["micro_usd_per_gib_month_disk", "bigint", ({ offer }) => offer.microUsdPerGibMonthDisk],
    ["listed_on", "date", ({ offer }) => offer.listedOn && firstDayOf(offer.listedOn)],
    ["latest_listed_on", "date", ({ offer }) => offer.listedOn && lastDayOf(offer.listedOn)],
    ["source_url", "text", ({ offer }, { sourceUrl }) => offer.sourceUrl ?? sourceUrl],
    ["validity", "jsonb", ({ offer }) => (offer.validity ? JSON.stringify(offer.validity) : null)],
    ["fingerprint", "text", ({ fingerprint }) => fingerprint],
  ];
const names = columns.map(([name]) => name);
const namesSql = Prisma.raw(names.join(", "));
const valuesSql = Prisma.raw(
  columns.map(([, type], place) => `(given.figures->>${place})::${type}`).join(", "),
);
const updatesSql = Prisma.raw(
  names
    .filter((name) => name !== "id" && name !== "external_id")
    .map((name) => `${name} = excluded.${name}`)
    .join(", "),
);

/**
 * Writes the diff of one feed: upserts offers, appends a price point only for a new price, and marks missing offers gone with a
 * closing point. Unchanged offers are not touched.
 */
export async function writeOffers(tx: TransactionContext, write: FeedWrite): Promise<WrittenPrice[]> {
  const { added, changed } = write.diff;
  const rows: Written[] = [
    ...added.map((one) => ({ ...one, id: newId("off", write.at), isNewPrice: true })),
    ...changed,
  ];
  const prices: WrittenPrice[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    await upsert(tx, write, chunk);
    const fresh = chunk
      .filter(({ isNewPrice }) => isNewPrice)
      .map(({ id, offer }) => ({
        id,
        microUsdPerGpuHour: offer.price.microUsdPerGpuHour,
        microUsdPerMachineHour: offer.microUsdPerMachineHour,
      }));
    await appendPoints(tx, write.at, fresh);
    prices.push(...fresh);
  }
  await markGone(tx, write);
  return prices;
}

/** Rows are sent as lists of values: with names they would be three times as long, with every quote escaped. */
function upsert(tx: TransactionContext, write: FeedWrite, rows: Written[]) {
  const { provider, source, revision, at } = write;
  const values = JSON.stringify(rows.map((row) => columns.map(([, , figureOf]) => figureOf(row, write))));
  return tx.db.$executeRaw`
    insert into offers (provider, source, first_seen_at, changed_at, gone_at, revision, ${namesSql})
    select ${provider}, ${source}::offer_source, ${at}::timestamptz, ${at}::timestamptz, null, ${revision}, ${valuesSql}
    from jsonb_array_elements(${values}::jsonb) as given(figures)
    on conflict (provider, source, external_id) do update set ${updatesSql}, changed_at = excluded.changed_at, gone_at = null, revision = excluded.revision`;
}

async function appendPoints(
  tx: TransactionContext,
  at: Date,
  prices: readonly WrittenPrice[],
): Promise<void> {
  if (prices.length === 0) return;
  const values = JSON.stringify(prices.map(({ id, microUsdPerGpuHour }) => [id, microUsdPerGpuHour]));
  await tx.db.$executeRaw`
    insert into price_points (offer_id, at, micro_usd_per_gpu_hour)
    select given.figures->>0, ${at}::timestamptz, (given.figures->>1)::bigint
    from jsonb_array_elements(${values}::jsonb) as given(figures)
    on conflict (offer_id, at) do update set micro_usd_per_gpu_hour = excluded.micro_usd_per_gpu_hour`;
}

async function markGone(tx: TransactionContext, { diff, at, revision }: FeedWrite): Promise<void> {
  if (diff.goneIds.length === 0) return;
  const ids = JSON.stringify(diff.goneIds);
  await tx.db.$executeRaw`
    update offers set gone_at = ${at}::timestamptz, changed_at = ${at}::timestamptz, revision = ${revision}
    where id in (select jsonb_array_elements_text(${ids}::jsonb))`;
  await tx.db.$executeRaw`
    insert into price_points (offer_id, at, micro_usd_per_gpu_hour)
    select id, ${at}::timestamptz, null from jsonb_array_elements_text(${ids}::jsonb) as gone(id)
    on conflict (offer_id, at) do update set micro_usd_per_gpu_hour = null`;
}
