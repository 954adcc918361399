import { isTooFarAhead } from "@/domain/time";
import { firstDayOf } from "./list-day";
import { FRESH_FOR_MS } from "./offer";

const DAY_MS = 86_400_000;
const DAYS_A_MONTH = 365.25 / 12;

/** After this, a spot price is history: spot prices move several times a day. */
export const SPOT_PAST_AFTER_MS = DAY_MS;

/** After this, a list price is too old for an index: it still ranks, dearer by its age. */
const LIST_COUNTS_FOR_DAYS = 365;

/**
 * What a list price ranks dearer for each month of its age, as a ratio.
 *
 * Measured over the on-demand lists of the price history (60 series since 2023 that span a year or more, Vast and serverless left
 * out): nine in ten moved by less than 20.8 % a year, up or down, so an old list is ranked at the upper edge of where its price may
 * be today. 1.016 ^ 12 = 1.21. Most fell (the mean is -3.3 % a year); the rule is about doubt, not about a rise.
 */
export const LIST_DOUBT_PER_MONTH = 1.016;

/** What is known of when a price was true. `listedOn` is the day or span of its list; `observedAt` is when a poll last saw it. */
export type DatedPrice = {
  microUsdPerGpuHour: number;
  isSpot: boolean;
  listedOn: string | null;
  observedAt: string | null;
};

/**
 * Whole days since the list of a price, or since the first day on which it can have been read; 0 for a price without a list, or
 * dated in the future.
 *
 * @param listedOn as in `list-day.ts`; days are read as their start in UTC.
 */
export function listAgeDays(listedOn: string | null, now: Date): number {
  if (listedOn === null) return 0;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(firstDayOf(listedOn))) / DAY_MS));
}

/** {@link listAgeDays} in months of the year's mean length, as the price of a list ages by them; 0 for a price without a list. */
export function listAgeMonths(listedOn: string | null, now: Date): number {
  return listAgeDays(listedOn, now) / DAYS_A_MONTH;
}

/** The natural logarithm of the factor by which a list price of this age ranks dearer. */
export function logOfAgeFactor(ageDays: number): number {
  return (ageDays / DAYS_A_MONTH) * Math.log(LIST_DOUBT_PER_MONTH);
}

/**
 * The price that ranking uses: the polled price itself, or a list price made dearer by its age. Never shown as a price; not
 * rounded, because it only orders.
 */
export function rankingPriceOf(
  price: Pick<DatedPrice, "microUsdPerGpuHour" | "listedOn">,
  now: Date,
): number {
  return price.microUsdPerGpuHour * Math.exp(logOfAgeFactor(listAgeDays(price.listedOn, now)));
}

/**
 * Whether a price is history, so that its offer comes after all others in every order: a spot price more than a day old. The age
 * of a list price counts from the start of its (first possible) day, that of a polled one from the poll; a spot price with neither is not believed.
 */
export function isPast(
  { isSpot, listedOn, observedAt }: Omit<DatedPrice, "microUsdPerGpuHour">,
  now: Date,
): boolean {
  if (!isSpot) return false;
  const at = listedOn === null ? observedAt : firstDayOf(listedOn);
  return at === null || now.getTime() - Date.parse(at) > SPOT_PAST_AFTER_MS;
}

/**
 * What may be said of a price. `now`: a poll of the last 15 minutes stated it, so "now" and "live" are true. `polled`: a poll
 * stated it, but longer ago, so it is shown with its age. `dated`: it stands in a list, so it is shown with the day of the list,
 * also when a feed repeats it. `past`: history, never first and never the best.
 */
export type PriceState = "now" | "polled" | "dated" | "past";

/** The state of a price; a poll that a wrong clock dated in the future has an unknown age, so its price is not one of now. */
export function priceStateOf(price: Omit<DatedPrice, "microUsdPerGpuHour">, now: Date): PriceState {
  if (isPast(price, now)) return "past";
  if (price.listedOn !== null || price.observedAt === null) return "dated";
  return isObservedNow(price.observedAt, now) ? "now" : "polled";
}

/** Whether what a poll saw then may be told as of now: the one rule behind "now" and "live", for prices and for feeds. */
export function isObservedNow(observedAt: string, now: Date): boolean {
  const at = new Date(observedAt);
  return !isTooFarAhead(at, now) && now.getTime() - at.getTime() <= FRESH_FOR_MS;
}

/** Whether a price may be marked or named as the best: neither history nor from a list that is too old. */
export function mayBeBest(price: Omit<DatedPrice, "microUsdPerGpuHour">, now: Date): boolean {
  return !isPast(price, now) && !(price.listedOn !== null && isListTooOld(price.listedOn, now));
}

/** Whether a list is too old to say anything about the current market: it ranks, but it is in no index and never the best price. */
export function isListTooOld(listedOn: string, now: Date): boolean {
  return now.getTime() - Date.parse(firstDayOf(listedOn)) > LIST_COUNTS_FOR_DAYS * DAY_MS;
}
