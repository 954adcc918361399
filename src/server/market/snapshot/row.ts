import type { MicroUsd } from "@/domain/money";
import type { Offer, OfferSource } from "@/domain/offer/offer";

/** One offer as the market snapshot holds it: plain values that cross a thread. Times are ISO 8601 in UTC. */
export type MarketRow = Omit<Offer, "externalId" | "price" | "listedOn"> & {
  id: string;
  provider: string;
  /** Of the feed; a live one may repeat the prices of a list. */
  source: OfferSource;
  microUsdPerGpuHour: MicroUsd;
  /** Day of the price list that the price is from, whoever names the offer. */
  listedOn: string | null;
  sourceUrl: string | null;
  changedAt: string;
};

/** What the snapshot knows of a feed: the age of every polled figure is the age of its feed's last good poll. */
export type FeedState = { provider: string; source: OfferSource; lastSuccessAt: string | null };
