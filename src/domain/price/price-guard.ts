import type { MicroUsd } from "@/domain/money";
import type { Reason } from "@/domain/reasons";

/** How far a price may move between two polls before a second poll must confirm it, as ratios. */
const MAX_RISE = 4;
const MAX_FALL = 1 / 3;
/** How far a new offer may be from the median of its GPU, as ratios. Offers differ more than a single offer moves. */
const MAX_ABOVE_MEDIAN = 10;
const MAX_BELOW_MEDIAN = 1 / 10;
/** A second reading confirms a held price if it differs by at most this share: prices that jump also fluctuate. */
const CONFIRMS_WITHIN = 0.5;

/** Whether two readings count as the same price. */
export function isSamePrice(one: MicroUsd, other: MicroUsd): boolean {
  return one === other || Math.abs(one / other - 1) <= CONFIRMS_WITHIN;
}

/** What a price is compared with. */
export type PriceReference = {
  kind: "last_price" | "gpu_median" | "model_median" | "input_price";
  microUsd: MicroUsd;
};

/** `heldBecause` is null for a price that is accepted at once. A confirmed price is accepted too. */
export type PriceVerdict = { heldBecause: null } | { heldBecause: Reason; isConfirmed: boolean };

type PriceClaim = {
  seen: MicroUsd;
  /** null: there is nothing to compare it with. */
  reference: PriceReference | null;
  /** The held price of an earlier poll. Pass null if a person refused it, because then no poll can confirm it. */
  waiting: MicroUsd | null;
};

/**
 * Decides whether a polled price may be shown. Otherwise a price divided by 100 would rank first, and one multiplied by 100
 * would be charged.
 *
 * The bounds apply to the ratio to the reference. A price without a reference is held. A second poll with about the same price
 * confirms a held price.
 */
export function judgePrice({ seen, reference, waiting }: PriceClaim): PriceVerdict {
  const heldBecause = reference === null ? noOtherSeller : reasonToHold(seen, reference);
  if (heldBecause === null) return { heldBecause };
  return { heldBecause, isConfirmed: waiting !== null && isSamePrice(seen, waiting) };
}

const noOtherSeller: Reason = { code: "held_price.no_other_seller", parameters: {} };

function reasonToHold(seen: MicroUsd, { kind, microUsd }: PriceReference): Reason | null {
  if (seen === microUsd) return null;
  const ratio = seen / microUsd;
  const [lowest, highest] =
    kind === "last_price" ? [MAX_FALL, MAX_RISE] : [MAX_BELOW_MEDIAN, MAX_ABOVE_MEDIAN];
  if (ratio <= highest && ratio >= lowest) return null;
  return { code: `held_price.far_from_${kind}`, parameters: { percent: (ratio * 100).toPrecision(3) } };
}
