import type { MicroUsd } from "./money";

/** How far a price may move between two polls before it must be said twice. */
export const LARGEST_RISE = 4;
export const LARGEST_FALL = 1 / 3;
/** A price that waits is confirmed by one that is this near to it. */
const CONFIRMS_WITHIN = 0.1;

export type PriceVerdict = { verdict: "believed" } | { verdict: "quarantined"; reason: string };

type PriceClaim = {
  seen: MicroUsd;
  /** The last believed price of the offer, or for a new offer the median of its GPU; null when there is neither. */
  reference: MicroUsd | null;
  /** The price already waiting from an earlier poll. */
  waiting: MicroUsd | null;
};

/**
 * Decides whether a polled price may be shown. A price divided by 100 would else rank first, one times 100 be charged.
 *
 * Bounds are on the ratio to the reference; a second poll that repeats the waiting price confirms it.
 */
export function judgePrice({ seen, reference, waiting }: PriceClaim): PriceVerdict {
  if (reference === null) return { verdict: "believed" };
  const ratio = seen / reference;
  if (ratio <= LARGEST_RISE && ratio >= LARGEST_FALL) return { verdict: "believed" };
  if (waiting !== null && Math.abs(seen / waiting - 1) <= CONFIRMS_WITHIN) return { verdict: "believed" };
  return {
    verdict: "quarantined",
    reason: `price moved to ${(ratio * 100).toPrecision(3)} % of ${reference}`,
  };
}
