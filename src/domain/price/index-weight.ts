import { firstDayOf } from "@/domain/offer/list-day";
import { FRESH_FOR_MS, HIDDEN_AFTER_MS, type OfferSource } from "@/domain/offer/offer";
import { isListTooOld, isPast } from "@/domain/offer/price-age";
import { isTooFarAhead } from "@/domain/time";

const DAY_MS = 86_400_000;

/** After its first 15 minutes, a polled price loses half of its weight every six hours. */
export const POLLED_HALF_LIFE_MS = 6 * 3_600_000;
/** Weight of a list price on its day, relative to a fresh feed. */
export const LIST_WEIGHT = 0.25;
/** A list price loses half of its weight every ninety days. */
export const LIST_HALF_LIFE_DAYS = 90;

/** What determines the weight: for polled prices the last successful poll of the feed, for list prices (even if a feed repeats
 * them) the day of the list. */
export type PriceAge = {
  source: OfferSource;
  isSpot: boolean;
  observedAt: Date | null;
  listedOn: string | null;
};

/** Why a price has no weight. */
export type NoWeightReason = "hidden_feed" | "list_undated" | "list_too_old" | "spot_too_old";

/**
 * How much a price counts in the GPU index, 0 < weight <= 1. It depends only on source and age; what is past and which list is too
 * old, `domain/offer/price-age` decides for the whole product.
 *
 * List price, even if a feed that answers repeats it: 0.25 on its day, halved every 90 days, nothing after 365 days or without a date;
 * a spot price of a list, nothing after a day.
 * Polled price: 1 for 15 minutes after the last successful poll of its feed, then halved every 6 hours, nothing after 24 hours.
 * A time in the future, which a wrong clock wrote, says nothing of the age: the price counts as one that is about to be hidden.
 */
export function priceWeight(
  { source, isSpot, observedAt, listedOn }: PriceAge,
  now: Date,
): number | NoWeightReason {
  if (source === "list") return listWeight(listedOn, isSpot, now);
  if (observedAt === null) return "hidden_feed";
  const ageMs = isTooFarAhead(observedAt, now) ? HIDDEN_AFTER_MS : now.getTime() - observedAt.getTime();
  if (ageMs > HIDDEN_AFTER_MS) return "hidden_feed";
  if (listedOn !== null) return listWeight(listedOn, isSpot, now);
  return 0.5 ** (Math.max(0, ageMs - FRESH_FOR_MS) / POLLED_HALF_LIFE_MS);
}

function listWeight(listedOn: string | null, isSpot: boolean, now: Date): number | NoWeightReason {
  const listedAtMs = listedOn === null ? Number.NaN : Date.parse(`${firstDayOf(listedOn)}T00:00:00Z`);
  if (listedOn === null || Number.isNaN(listedAtMs)) return "list_undated";
  if (isPast({ isSpot, listedOn, observedAt: null }, now)) return "spot_too_old";
  if (isListTooOld(listedOn, now)) return "list_too_old";
  const ageDays = Math.max(0, (now.getTime() - listedAtMs) / DAY_MS);
  return LIST_WEIGHT * 0.5 ** (ageDays / LIST_HALF_LIFE_DAYS);
}
