import type { Pool } from "pg";
import { type MicroUsd, microUsd } from "@/domain/money";
import { availability, offerSource } from "@/domain/offer/offer";
import { validity } from "@/domain/offer/validity";
import type { FeedState, MarketRow } from "./row";

const selectOffers = `
  select id, provider, source, instance_type, gpu_id, gpu_raw, gpu_count, vram_gib, micro_usd_per_gpu_hour::float8 as price,
    micro_usd_per_machine_hour::float8 as machine_price,
    is_spot, availability, region, country_code, vcpus, ram_gib, disk_gib, reliability, network_down_mbps, network_up_mbps,
    micro_usd_per_gib_egress::float8 as egress, micro_usd_per_gib_month_disk::float8 as disk, nullif(concat_ws('/', listed_on, latest_listed_on), '') as listed_on,
    validity, source_url,
    changed_at, first_seen_at, gone_at
  from offers`;

type Row = {
  id: string;
  provider: string;
  source: string;
  instance_type: string;
  gpu_id: string;
  gpu_raw: string;
  gpu_count: number;
  vram_gib: number;
  price: number;
  machine_price: number;
  is_spot: boolean;
  availability: string;
  region: string | null;
  country_code: string | null;
  vcpus: number | null;
  ram_gib: number | null;
  disk_gib: number | null;
  reliability: number | null;
  network_down_mbps: number | null;
  network_up_mbps: number | null;
  egress: number | null;
  disk: number | null;
  listed_on: string | null;
  validity: unknown;
  source_url: string | null;
  changed_at: Date;
  first_seen_at: Date;
  gone_at: Date | null;
};

export type LoadedRow = { row: MarketRow; isGone: boolean };

/** Everything on the market now. */
export async function loadAll(pool: Pool): Promise<LoadedRow[]> {
  const { rows } = await pool.query<Row>(`${selectOffers} where gone_at is null`);
  return rows.map(readRow);
}

/** What one feed has written after a revision, including offers that are gone. */
export async function loadNewer(
  pool: Pool,
  feed: Pick<FeedState, "provider" | "source">,
  revision: number,
): Promise<LoadedRow[]> {
  const where = "where provider = $1 and source = $2::offer_source and revision > $3";
  const { rows } = await pool.query<Row>(`${selectOffers} ${where}`, [feed.provider, feed.source, revision]);
  return rows.map(readRow);
}

export type LoadedFeed = {
  state: FeedState;
  /** The market revision at which the feed last gave a new answer. */
  revision: number;
  /** The market revision that last wrote an offer of the feed; 0 without one. */
  writtenRevision: number;
  /** Whether its last answer had hourly machines. */
  sells: boolean;
};

type FeedRow = {
  provider: string;
  source: string;
  last_success_at: Date | null;
  revision: number;
  written_revision: number;
  sells: boolean;
};

/** Every feed that was ever polled or listed. */
export async function loadFeeds(pool: Pool): Promise<LoadedFeed[]> {
  const { rows } = await pool.query<FeedRow>(`
    select provider, source, last_success_at, revision::float8 as revision, offer_count > 0 as sells,
      coalesce((select max(offers.revision) from offers where offers.provider = feed.provider and offers.source = feed.source),
        0)::float8 as written_revision
    from provider_health as feed`);
  return rows.map(({ provider, source, last_success_at, revision, written_revision, sells }) => ({
    state: {
      provider,
      source: offerSource.parse(source),
      lastSuccessAt: last_success_at?.toISOString() ?? null,
    },
    revision,
    writtenRevision: written_revision,
    sells,
  }));
}

function readRow(row: Row): LoadedRow {
  return { row: marketRow(row), isGone: row.gone_at !== null };
}

function marketRow(row: Row): MarketRow {
  return {
    id: row.id,
    provider: row.provider,
    source: offerSource.parse(row.source),
    instanceType: row.instance_type,
    gpuId: row.gpu_id,
    gpuRaw: row.gpu_raw,
    gpuCount: row.gpu_count,
    vramGib: row.vram_gib,
    microUsdPerGpuHour: microUsd(row.price),
    microUsdPerMachineHour: microUsd(row.machine_price),
    isSpot: row.is_spot,
    availability: availability.parse(row.availability),
    region: row.region,
    countryCode: row.country_code,
    vcpus: row.vcpus,
    ramGib: row.ram_gib,
    diskGib: row.disk_gib,
    reliability: row.reliability,
    networkDownMbps: row.network_down_mbps,
    networkUpMbps: row.network_up_mbps,
    microUsdPerGibEgress: optional(row.egress),
    microUsdPerGibMonthDisk: optional(row.disk),
    listedOn: row.listed_on,
    validity: validity.nullable().parse(row.validity),
    sourceUrl: row.source_url,
    changedAt: row.changed_at.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
  };
}

function optional(value: number | null): MicroUsd | null {
  return value === null ? null : microUsd(value);
}
