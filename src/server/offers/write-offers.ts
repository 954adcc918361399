import type { Offer, OfferSource } from "@/domain/offer";
import type { OfferDiff } from "@/domain/offer-diff";
import { newId } from "../context";
import type { Transaction } from "../db";

/** Rows a statement: large enough to be near COPY, small enough to leave the event loop between two. */
const CHUNK = 5000;

export type Feed = { provider: string; source: OfferSource };

export type FeedWrite = Feed & { diff: OfferDiff; revision: bigint; at: Date; sourceUrl: string | null };

/** Ids and prices that the write made new, in the order of the diff. */
export type WrittenPrice = { id: string; microUsdPerGpuHour: number };

/**
 * Writes one feed's difference: offers upserted, price points appended only where the price is new, missing offers marked
 * gone with a closing point. Unchanged offers are not touched.
 */
export async function writeOffers(tx: Transaction, write: FeedWrite): Promise<WrittenPrice[]> {
  const added = write.diff.added.map(({ offer, fingerprint }) =>
    row(newId("off", write.at), offer, fingerprint, true),
  );
  const changed = write.diff.changed.map((change) =>
    row(change.id, change.offer, change.fingerprint, change.isNewPrice),
  );
  const rows = [...added, ...changed];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = JSON.stringify(rows.slice(from, from + CHUNK));
    await upsert(tx, write, chunk);
    await appendPoints(tx, write.at, chunk);
  }
  await markGone(tx, write);
  return rows.filter((one) => one.isNewPrice).map(({ id, price }) => ({ id, microUsdPerGpuHour: price }));
}

function row(id: string, offer: Offer, fingerprint: string, isNewPrice: boolean) {
  const { price, ...figures } = offer;
  return { id, ...figures, price: price.microUsdPerGpuHour, fingerprint, isNewPrice };
}

function upsert(tx: Transaction, { provider, source, revision, at, sourceUrl }: FeedWrite, chunk: string) {
  return tx.$executeRaw`
    insert into offers (id, provider, source, external_id, instance_type, gpu_id, gpu_raw, gpu_count, vram_gib,
      micro_usd_per_gpu_hour, is_spot, availability, region, country_code, vcpus, ram_gib, disk_gib, reliability,
      network_down_mbps, network_up_mbps, micro_usd_per_gib_egress, micro_usd_per_gib_month_disk,
      listed_on, source_url, fingerprint, first_seen_at, changed_at, gone_at, revision)
    select r.id, ${provider}, ${source}::offer_source, r."externalId", r."instanceType", r."gpuId", r."gpuRaw", r."gpuCount",
      r."vramGib", r.price, r."isSpot", r.availability::availability, r.region, r."countryCode", r.vcpus, r."ramGib",
      r."diskGib", r.reliability, r."networkDownMbps", r."networkUpMbps", r."microUsdPerGibEgress",
      r."microUsdPerGibMonthDisk", r."listedOn", ${sourceUrl}, r.fingerprint, ${at}::timestamptz, ${at}::timestamptz, null, ${revision}
    from jsonb_to_recordset(${chunk}::jsonb) as r(id text, "externalId" text, "instanceType" text, "gpuId" text,
      "gpuRaw" text, "gpuCount" float8, "vramGib" float8, price bigint, "isSpot" boolean, availability text, region text,
      "countryCode" text, vcpus float8, "ramGib" float8, "diskGib" float8, reliability float8, "networkDownMbps" float8,
      "networkUpMbps" float8, "microUsdPerGibEgress" bigint, "microUsdPerGibMonthDisk" bigint, "listedOn" date, fingerprint text)
    on conflict (provider, source, external_id) do update set
      instance_type = excluded.instance_type, gpu_id = excluded.gpu_id, gpu_raw = excluded.gpu_raw,
      gpu_count = excluded.gpu_count, vram_gib = excluded.vram_gib,
      micro_usd_per_gpu_hour = excluded.micro_usd_per_gpu_hour, is_spot = excluded.is_spot,
      availability = excluded.availability, region = excluded.region, country_code = excluded.country_code,
      vcpus = excluded.vcpus, ram_gib = excluded.ram_gib, disk_gib = excluded.disk_gib, reliability = excluded.reliability,
      network_down_mbps = excluded.network_down_mbps, network_up_mbps = excluded.network_up_mbps,
      micro_usd_per_gib_egress = excluded.micro_usd_per_gib_egress,
      micro_usd_per_gib_month_disk = excluded.micro_usd_per_gib_month_disk, listed_on = excluded.listed_on,
      source_url = excluded.source_url, fingerprint = excluded.fingerprint, changed_at = excluded.changed_at,
      gone_at = null, revision = excluded.revision`;
}

function appendPoints(tx: Transaction, at: Date, chunk: string) {
  return tx.$executeRaw`
    insert into price_points (offer_id, at, micro_usd_per_gpu_hour)
    select r.id, ${at}::timestamptz, r.price
    from jsonb_to_recordset(${chunk}::jsonb) as r(id text, price bigint, "isNewPrice" boolean)
    where r."isNewPrice"
    on conflict (offer_id, at) do update set micro_usd_per_gpu_hour = excluded.micro_usd_per_gpu_hour`;
}

async function markGone(tx: Transaction, { diff, at, revision }: FeedWrite): Promise<void> {
  if (diff.goneIds.length === 0) return;
  const ids = JSON.stringify(diff.goneIds);
  await tx.$executeRaw`
    update offers set gone_at = ${at}::timestamptz, changed_at = ${at}::timestamptz, revision = ${revision}
    where id in (select jsonb_array_elements_text(${ids}::jsonb))`;
  await tx.$executeRaw`
    insert into price_points (offer_id, at, micro_usd_per_gpu_hour)
    select id, ${at}::timestamptz, null from jsonb_array_elements_text(${ids}::jsonb) as gone(id)
    on conflict (offer_id, at) do update set micro_usd_per_gpu_hour = null`;
}
