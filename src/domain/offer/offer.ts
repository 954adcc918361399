import { z } from "zod";
import type { MicroUsd } from "@/domain/money";
import { isTooFarAhead } from "@/domain/time";
import type { RowReason } from "./row-reason";
import type { Validity } from "./validity";

/** Where a figure comes from. `list` is a list price with a date; `simulated` occurs only with MARKET=simulated. */
export const offerSource = z.enum(["live", "list", "simulated"]);
export type OfferSource = z.infer<typeof offerSource>;

/** Stock as the provider states it; `unknown` if it states none. */
export const availability = z.enum(["available", "limited", "unavailable", "unknown"]);
export type Availability = z.infer<typeof availability>;

/** For one GPU for one hour. Token prices and hourly prices are never converted into each other to fill a column. */
export type GpuHourPrice = { unit: "gpu_hour"; microUsdPerGpuHour: MicroUsd };
/** For a million tokens of one kind; cached input is null if the provider has no separate price for it. */
export type TokenPrice = {
  unit: "million_tokens";
  inputMicroUsd: MicroUsd;
  outputMicroUsd: MicroUsd;
  cachedInputMicroUsd: MicroUsd | null;
};

/**
 * One machine type that one provider rents out, in one region and at one price.
 *
 * Unknown is `null`. VRAM is per GPU. Prices are for one GPU for one hour unless the name says machine.
 */
export type Offer = {
  /** Stable within the provider across polls: SKU, region and spot together, or the vendor's offer id. */
  externalId: string;
  /** The provider's name for the machine or plan ("p5.48xlarge", "vcg-a100-12c-120g-80vram"). */
  instanceType: string;
  /** Canonical id of `domain/gpu`. */
  gpuId: string;
  /** The vendor's name for the GPU, unchanged. */
  gpuRaw: string;
  /** GPUs in the offer; below 1 for a fraction of a card. */
  gpuCount: number;
  vramGib: number;
  price: GpuHourPrice;
  /** For everything in the offer for one hour, as the provider states it: not the rounded price of one GPU times their number. */
  microUsdPerMachineHour: MicroUsd;
  isSpot: boolean;
  availability: Availability;
  /** The provider's code or name; "global" only if the provider sells without a region. */
  region: string | null;
  /** ISO 3166-1 alpha-2. */
  countryCode: string | null;
  vcpus: number | null;
  ramGib: number | null;
  diskGib: number | null;
  /** 0..1, the provider's measurement of the host. */
  reliability: number | null;
  networkDownMbps: number | null;
  networkUpMbps: number | null;
  microUsdPerGibEgress: MicroUsd | null;
  microUsdPerGibMonthDisk: MicroUsd | null;
  /** Day or span (`list-day.ts`) of the price list that the price comes from; absent if the feed states the current price. */
  listedOn?: string;
  /** Where the price of this row was read, if not in the source of the whole list. */
  sourceUrl?: string;
  /** The days on which it is sold; absent where no document names them. */
  validity?: Validity;
};

/** The source of a price. A live feed that repeats a list price counts as `list`, because it does not state the current price. */
export function priceSourceOf({
  source,
  listedOn,
}: {
  source: OfferSource;
  listedOn: string | null;
}): OfferSource {
  return source === "live" && listedOn !== null ? "list" : source;
}

/** A vendor's name for a GPU or a model that our tables do not list; `vramGib` is what the vendor states for one card. */
export type UnmappedName = { kind: "gpu" | "model"; raw: string; vramGib: number | null };

/** A vendor row that did not become an offer, and why; `unmapped` if its name was the only reason. */
export type SkippedRow = { externalId: string; reason: RowReason; unmapped?: UnmappedName };

export const FRESH_FOR_MS = 15 * 60_000;
export const HIDDEN_AFTER_MS = 24 * 3_600_000;

export const freshnesses = ["fresh", "stale", "hidden", "unknown"] as const;
export type Freshness = (typeof freshnesses)[number];

/**
 * Age class of a live figure: fresh up to 15 minutes, stale up to 24 hours, then hidden. Unknown for a time in the future, which a
 * wrong clock wrote: such a figure is shown, but never as fresh.
 */
export function freshnessOf(observedAt: Date, now: Date): Freshness {
  if (isTooFarAhead(observedAt, now)) return "unknown";
  const ageMs = now.getTime() - observedAt.getTime();
  if (ageMs <= FRESH_FOR_MS) return "fresh";
  return ageMs <= HIDDEN_AFTER_MS ? "stale" : "hidden";
}
