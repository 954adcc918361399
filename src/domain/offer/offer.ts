import { z } from "zod";
import type { MicroUsd } from "@/domain/money";

/** Where a figure comes from. `list` is a dated published price; `simulated` only with MARKET=simulated. */
export const offerSource = z.enum(["live", "list", "simulated"]);
export type OfferSource = z.infer<typeof offerSource>;

/** Stock as the provider states it; `unknown` where it says nothing. */
export const availability = z.enum(["available", "limited", "unavailable", "unknown"]);
export type Availability = z.infer<typeof availability>;

/** For one GPU for one hour. A token price is not an hour price: neither is ever converted into the other to fill a column. */
export type GpuHourPrice = { unit: "gpu_hour"; microUsdPerGpuHour: MicroUsd };
/** For a million tokens of one kind; cached input is null where the provider has no price of its own for it. */
export type TokenPrice = {
  unit: "million_tokens";
  inputMicroUsd: MicroUsd;
  outputMicroUsd: MicroUsd;
  cachedInputMicroUsd: MicroUsd | null;
};

/**
 * One thing that can be rented from one provider, in one place, under one price.
 *
 * Unknown is `null`. VRAM is per GPU. Prices are for one GPU for one hour unless the name says machine.
 */
export type Offer = {
  /** Stable within the provider across polls: SKU, region and spot together, or the vendor's own offer id. */
  externalId: string;
  /** The provider's own name of the machine or plan ("p5.48xlarge", "vcg-a100-12c-120g-80vram"). */
  instanceType: string;
  /** Canonical id of `domain/gpu`. */
  gpuId: string;
  /** The vendor's words, kept. */
  gpuRaw: string;
  /** GPUs in the offer; below 1 for a fraction of a card. */
  gpuCount: number;
  vramGib: number;
  price: GpuHourPrice;
  isSpot: boolean;
  availability: Availability;
  /** The provider's own code or words, "global" only when the provider itself sells without a place. */
  region: string | null;
  /** ISO 3166-1 alpha-2. */
  countryCode: string | null;
  vcpus: number | null;
  ramGib: number | null;
  diskGib: number | null;
  /** 0..1 as the provider measures its host. */
  reliability: number | null;
  networkDownMbps: number | null;
  networkUpMbps: number | null;
  microUsdPerGibEgress: MicroUsd | null;
  microUsdPerGibMonthDisk: MicroUsd | null;
  /** Day (YYYY-MM-DD) of the price list that the price is from; absent where the feed itself states what it costs now. */
  listedOn?: string;
};

/** Whose word a price is: a feed that names an offer under a dated list price has said nothing about what it costs now. */
export function priceSourceOf({
  source,
  listedOn,
}: {
  source: OfferSource;
  listedOn: string | null;
}): OfferSource {
  return source === "live" && listedOn !== null ? "list" : source;
}

/** A vendor's words for a GPU or a model that no table of ours lists; `vramGib` is what the vendor states of one card. */
export type UnmappedName = { kind: "gpu" | "model"; raw: string; vramGib: number | null };

/** A vendor row that became no offer, and why; `unmapped` where a name alone kept it out. */
export type SkippedRow = { externalId: string; reason: string; unmapped?: UnmappedName };

export const FRESH_FOR_MS = 15 * 60_000;
export const HIDDEN_AFTER_MS = 24 * 3_600_000;

export type Freshness = "fresh" | "stale" | "hidden";

/** Age class of a live figure: fresh up to 15 minutes, stale up to 24 hours, then hidden. */
export function freshnessOf(observedAt: Date, now: Date): Freshness {
  const ageMs = now.getTime() - observedAt.getTime();
  if (ageMs <= FRESH_FOR_MS) return "fresh";
  return ageMs <= HIDDEN_AFTER_MS ? "stale" : "hidden";
}
