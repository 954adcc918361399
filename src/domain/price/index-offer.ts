import type { MicroUsd } from "@/domain/money";
import type { Availability, OfferSource } from "@/domain/offer/offer";
import type { NoWeightReason } from "./index-weight";

/** One offer of one GPU and kind, with everything that decides whether and how much it counts. */
export type IndexOffer = {
  id: string;
  provider: string;
  instanceType: string;
  region: string | null;
  gpuCount: number;
  microUsdPerGpuHour: MicroUsd;
  availability: Availability;
  source: OfferSource;
  /** For polled offers, the last successful poll of the feed as ISO 8601; for list offers, the day of the list. */
  observedAt: string | null;
  listedOn: string | null;
  /** From `priceWeight`; `list_behind_feed` for the list price of a provider whose feed answers. */
  weight: number | NoWeightReason | "list_behind_feed";
  /** A newer price is held: the one that is shown, the last confirmed one, may be out of date. */
  isHeld: boolean;
};

/** An offer that no reason excludes. */
export type EligibleOffer = IndexOffer & { weight: number };

export const exclusionReasons = [
  "hidden_feed",
  "list_behind_feed",
  "spot_too_old",
  "list_too_old",
  "list_undated",
  "held_price",
  "part_of_a_card",
  "unavailable",
  "two_doors",
  "outlier",
  "no_index",
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** Why an offer cannot count whatever the others are; null if it can. */
export function ineligibleBecause({
  weight,
  isHeld,
  gpuCount,
  availability,
}: IndexOffer): ExclusionReason | null {
  if (typeof weight === "string") return weight;
  if (isHeld) return "held_price";
  if (gpuCount < 1) return "part_of_a_card";
  return availability === "unavailable" ? "unavailable" : null;
}
