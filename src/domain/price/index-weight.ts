import { FRESH_FOR_MS, HIDDEN_AFTER_MS, type OfferSource } from "@/domain/offer/offer";

const DAY_MS = 86_400_000;

/** After its quarter of an hour a polled price loses half of what it weighs every six hours. */
export const POLLED_HALF_LIFE_MS = 6 * 3_600_000;
/** What a price list of today weighs beside a fresh feed. */
export const LIST_WEIGHT = 0.25;
/** A price list loses half of that every ninety days. */
export const LIST_HALF_LIFE_DAYS = 90;
/** An older list says nothing of the market of today. */
export const LIST_COUNTS_FOR_DAYS = 365;

/** What decides the weight: the last good poll of the feed for polled prices, the day of the list for list prices, also where a feed
 * repeats them. */
export type PriceAge = { source: OfferSource; observedAt: Date | null; listedOn: string | null };

/** Why a price weighs nothing. */
export type Weightless = "hidden_feed" | "list_undated" | "list_too_old";

/**
 * How much a price counts in the index, 0 < weight <= 1, by nothing but its source and age.
 *
 * List, also when a feed that answers names the offer: 0.25 on its day, halved every 90 days, nothing after 365 days or without a date.
 * Polled: 1 for 15 minutes after the last good poll of its feed, then halved every 6 hours, nothing after 24 hours.
 * A clock that runs ahead of ours makes no age.
 */
export function priceWeight({ source, observedAt, listedOn }: PriceAge, now: Date): number | Weightless {
  if (source === "list") return listWeight(listedOn, now);
  if (observedAt === null) return "hidden_feed";
  const ageMs = now.getTime() - observedAt.getTime();
  if (ageMs > HIDDEN_AFTER_MS) return "hidden_feed";
  if (listedOn !== null) return listWeight(listedOn, now);
  return 0.5 ** (Math.max(0, ageMs - FRESH_FOR_MS) / POLLED_HALF_LIFE_MS);
}

function listWeight(listedOn: string | null, now: Date): number | Weightless {
  const listedAtMs = listedOn === null ? Number.NaN : Date.parse(`${listedOn}T00:00:00Z`);
  if (Number.isNaN(listedAtMs)) return "list_undated";
  const ageDays = Math.max(0, (now.getTime() - listedAtMs) / DAY_MS);
  if (ageDays > LIST_COUNTS_FOR_DAYS) return "list_too_old";
  return LIST_WEIGHT * 0.5 ** (ageDays / LIST_HALF_LIFE_DAYS);
}
