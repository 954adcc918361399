import { stringify } from "csv-stringify/sync";
import type { OfferRecord } from "./offer-record";

type Cell = string | number | null;

/** Column name -> cell. Money is written as decimal USD, with the unit in the column's name. */
const columns: Record<string, (offer: OfferRecord) => Cell> = {
  rank: (o) => o.rank,
  score: (o) => o.score,
  provider: (o) => o.provider,
  instance_type: (o) => o.instance_type,
  gpu: (o) => o.gpu,
  gpu_name: (o) => o.gpu_name,
  gpu_form_factor: (o) => o.gpu_form_factor,
  gpu_count: (o) => o.gpu_count,
  vram_gib_per_gpu: (o) => o.vram_gib_per_gpu,
  usd_per_gpu_hour: (o) => usd(o.price_per_gpu_hour.amount_micros),
  usd_per_hour: (o) => usd(Math.round(o.price_per_gpu_hour.amount_micros * o.gpu_count)),
  pricing: (o) => o.pricing,
  availability: (o) => o.availability,
  region: (o) => o.region,
  country: (o) => o.country,
  vcpus: (o) => o.vcpus,
  ram_gib: (o) => o.ram_gib,
  disk_gib: (o) => o.disk_gib,
  reliability: (o) => o.reliability,
  network_down_mbps: (o) => o.network_down_mbps,
  network_up_mbps: (o) => o.network_up_mbps,
  egress_usd_per_gib: (o) => (o.egress_per_gib ? usd(o.egress_per_gib.amount_micros) : null),
  disk_usd_per_gib_month: (o) => (o.disk_per_gib_month ? usd(o.disk_per_gib_month.amount_micros) : null),
  fp16_tflops_per_gpu: (o) => o.fp16_tflops_per_gpu,
  bandwidth_gb_per_second_per_gpu: (o) => o.bandwidth_gb_per_second_per_gpu,
  source: (o) => o.source,
  source_url: (o) => o.source_url,
  observed_at: (o) => o.observed_at,
  listed_on: (o) => o.listed_on,
  id: (o) => o.id,
};

/** RFC 4180 lines with a header. Cells that a spreadsheet would run as a formula are escaped. */
export async function* csvOf(portions: AsyncIterable<OfferRecord[]>): AsyncGenerator<string> {
  yield `${Object.keys(columns).join(",")}\r\n`;
  const readers = Object.values(columns);
  for await (const portion of portions) {
    const cells = portion.map((offer) => readers.map((read) => read(offer)));
    yield stringify(cells, { record_delimiter: "windows", escape_formulas: true });
  }
}

/** Micro-USD as decimal dollars without binary fractions. */
function usd(micro: number): string {
  const digits = String(micro).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
