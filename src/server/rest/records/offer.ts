import { z } from "zod";
import { availability, freshnesses } from "@/domain/offer/offer";
import { type CriterionId, criterionIds } from "@/domain/ranking/ranking-criteria";
import type { WithHeldPrice } from "@/server/feeds/held/attach-held-prices";
import type { OfferHit } from "@/server/market/answers/search";
import { money, moneyOf } from "../money";
import { instant, provenance, recordOfListDay, recordOfSoldDays, soldDays } from "./times";

const heldPrice = z
  .strictObject({
    price_per_gpu_hour: money,
    since: instant,
    is_refused: z
      .boolean()
      .meta({ description: "A person has found it wrong; otherwise it waits to be confirmed." }),
  })
  .meta({
    id: "HeldPrice",
    description:
      "A newer price of the feed, too far from the last one to be believed at once. The offer keeps its last confirmed price meanwhile.",
  });

const score = z.number().min(0).max(1);

export const offerRecord = z
  .strictObject({
    id: z.string(),
    rank: z.int().meta({
      description:
        "Competition rank by score in the whole filtered set, whatever the order of the list; equal offers share one.",
    }),
    score: score.meta({
      description: "TOPSIS closeness from 0 to 1. Pages print it in points of 100: 0.424 is 42.4.",
    }),
    provider: z.string(),
    instance_type: z.string().meta({ description: "The provider's own name of the machine." }),
    gpu: z.string(),
    gpu_name: z.string(),
    gpu_vendor: z.string().nullable(),
    gpu_form_factor: z.string().nullable(),
    gpu_count: z.number().meta({ description: "GPUs in the offer; below 1 for a part of a card." }),
    vram_gib_per_gpu: z.number(),
    fp16_tflops_per_gpu: z.number().nullable().meta({ description: "Or bf16, where no fp16 is printed." }),
    bandwidth_gb_per_second_per_gpu: z.number().nullable(),
    figures_are_least_of: z.string().nullable().meta({
      description:
        "Models, with commas between them, of which TFLOPS and bandwidth are the least, because the feed does not state the form; null if they are the GPU's own.",
    }),
    price_per_gpu_hour: money,
    ranking_price_per_gpu_hour: money.meta({
      description: "The price by which the offer is ranked: a list price ranks dearer by its age.",
    }),
    price_is_past: z.boolean().meta({
      description: "A spot price more than a day old: the offer comes after all others in every order.",
    }),
    price_per_hour: money.meta({ description: "For the whole machine, as the provider states it." }),
    held_price: heldPrice.nullable(),
    pricing: z.enum(["on_demand", "spot"]),
    availability,
    region: z.string().nullable(),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    vcpus: z.number().nullable(),
    ram_gib: z.number().nullable(),
    disk_gib: z.number().nullable(),
    reliability: score.nullable().meta({ description: "As the provider measures its hosts." }),
    network_down_mbps: z.number().nullable(),
    network_up_mbps: z.number().nullable(),
    egress_per_gib: money.nullable(),
    disk_per_gib_month: money.nullable(),
    ...provenance,
    ...soldDays,
    source_url: z.string().nullable(),
    freshness: z.enum(freshnesses).nullable(),
    changed_at: instant,
    utilities: z.strictObject(partOf(() => score)).meta({
      description: "Where each figure lies on its scale in this search, 0 worst to 1 best; unknown is 0.5.",
    }),
    dominated_by: z.string().nullable().meta({
      description:
        "Id of an offer that is at least as good on every criterion and better on one. Where a figure is unknown, nothing is shown to be as good.",
    }),
  })
  .meta({ id: "Offer", description: "Unknown figures are null." });

export type OfferRecord = z.input<typeof offerRecord>;

/** An offer as the API says it: snake case, units in the names, money in its one form. */
export function recordOfOffer(hit: WithHeldPrice<OfferHit>): OfferRecord {
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
    price_per_gpu_hour: moneyOf(hit.microUsdPerGpuHour),
    figures_are_least_of: hit.figuresLeastOf.join(", ") || null,
    ranking_price_per_gpu_hour: moneyOf(hit.rankingMicroUsdPerGpuHour),
    price_is_past: hit.isPast,
    price_per_hour: moneyOf(hit.microUsdPerMachineHour),
    held_price: recordOfHeldPrice(hit.heldPrice),
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
    egress_per_gib: moneyOf(hit.microUsdPerGibEgress),
    disk_per_gib_month: moneyOf(hit.microUsdPerGibMonthDisk),
    source: hit.source,
    observed_at: hit.observedAt,
    ...recordOfListDay(hit.listedOn),
    ...recordOfSoldDays(hit.validity),
    source_url: hit.sourceUrl,
    freshness: hit.freshness,
    changed_at: hit.changedAt,
    utilities: partOf((_, place) => hit.utilities[place] ?? 0),
    dominated_by: hit.dominatedBy,
  };
}

function recordOfHeldPrice(held: WithHeldPrice<OfferHit>["heldPrice"]): OfferRecord["held_price"] {
  if (held === null) return null;
  const { microUsdPerGpuHour, since, isRefused } = held;
  return { price_per_gpu_hour: moneyOf(microUsdPerGpuHour), since, is_refused: isRefused };
}

/** One entry for each criterion; the cast says that `fromEntries` has made them all. */
function partOf<Part>(part: (id: CriterionId, place: number) => Part): Record<CriterionId, Part> {
  return Object.fromEntries(criterionIds.map((id, place) => [id, part(id, place)])) as Record<
    CriterionId,
    Part
  >;
}
