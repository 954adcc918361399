import type { MicroUsd } from "@/domain/money";
import type { Availability, OfferSource } from "@/domain/offer";

/** One offer as the market snapshot holds it: plain values that cross a thread. Times are ISO 8601 in UTC. */
export type MarketRow = {
  id: string;
  provider: string;
  source: OfferSource;
  instanceType: string;
  gpuId: string;
  gpuRaw: string;
  gpuCount: number;
  /** Per GPU. */
  vramGib: number;
  microUsdPerGpuHour: MicroUsd;
  isSpot: boolean;
  availability: Availability;
  region: string | null;
  countryCode: string | null;
  vcpus: number | null;
  ramGib: number | null;
  diskGib: number | null;
  reliability: number | null;
  networkDownMbps: number | null;
  networkUpMbps: number | null;
  microUsdPerGibEgress: MicroUsd | null;
  microUsdPerGibMonthDisk: MicroUsd | null;
  /** Day of the price list, for `list` offers. */
  listedOn: string | null;
  sourceUrl: string | null;
  changedAt: string;
};

/** What the snapshot knows of a feed: the age of every polled figure is the age of its feed's last good poll. */
export type FeedState = { provider: string; source: OfferSource; lastSuccessAt: string | null };
