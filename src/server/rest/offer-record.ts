import type { MicroUsd } from "@/domain/money";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import type { OfferHit } from "@/server/market/answers/search";

type Money = { amount_micros: MicroUsd; currency: "USD" };

/** An offer as the API says it: snake case, units in the names, money as micro-units with its currency. */
export function offerRecord(hit: OfferHit) {
  return {
    id: hit.id,
    rank: hit.rank,
    score: hit.score,
    provider: hit.provider,
    instance_type: hit.instanceType,
    gpu: hit.gpuId,
    gpu_name: hit.gpuName,
    gpu_vendor: hit.vendor,
    gpu_form_factor: hit.formFactor,
    gpu_count: hit.gpuCount,
    vram_gib_per_gpu: hit.vramGib,
    fp16_tflops_per_gpu: hit.fp16Tflops,
    bandwidth_gb_per_second_per_gpu: hit.bandwidthGbPerSecond,
    price_per_gpu_hour: money(hit.microUsdPerGpuHour),
    pricing: hit.isSpot ? "spot" : "on_demand",
    availability: hit.availability,
    region: hit.region,
    country: hit.countryCode,
    vcpus: hit.vcpus,
    ram_gib: hit.ramGib,
    disk_gib: hit.diskGib,
    reliability: hit.reliability,
    network_down_mbps: hit.networkDownMbps,
    network_up_mbps: hit.networkUpMbps,
    egress_per_gib: hit.microUsdPerGibEgress === null ? null : money(hit.microUsdPerGibEgress),
    disk_per_gib_month: hit.microUsdPerGibMonthDisk === null ? null : money(hit.microUsdPerGibMonthDisk),
    source: hit.source,
    source_url: hit.sourceUrl,
    observed_at: hit.observedAt,
    listed_on: hit.listedOn,
    freshness: hit.freshness,
    changed_at: hit.changedAt,
    contributions: Object.fromEntries(criterionIds.map((id, place) => [id, hit.contributions[place] ?? 0])),
    dominated_by: hit.dominatedBy,
  };
}

export type OfferRecord = ReturnType<typeof offerRecord>;

function money(amount: MicroUsd): Money {
  return { amount_micros: amount, currency: "USD" };
}
