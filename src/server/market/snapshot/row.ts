import type { MicroUsd } from "@/domain/money";
import type { Offer, OfferSource } from "@/domain/offer/offer";
import type { Validity } from "@/domain/offer/validity";

/** One offer in the market snapshot, as plain values that can be sent between threads. Times are ISO 8601 in UTC. */
export type MarketRow = Omit<Offer, "externalId" | "price" | "listedOn" | "sourceUrl" | "validity"> & {
  id: string;
  provider: string;
  /** The source of the feed; a live feed may repeat list prices. */
  source: OfferSource;
  microUsdPerGpuHour: MicroUsd;
  /** Day of the price list that the price comes from, even when a live feed has the offer. */
  listedOn: string | null;
  /** The days on which it is sold; null where no document names them. */
  validity: Validity | null;
  sourceUrl: string | null;
  changedAt: string;
  firstSeenAt: string;
};

/** What the snapshot knows about a feed. The age of every polled figure is the age of the last successful poll of its feed. */
export type FeedState = { provider: string; source: OfferSource; lastSuccessAt: string | null };
