import type { MicroUsd } from "@/domain/money";
import type { Reason } from "@/domain/reasons";

/** How far a price may move between two polls before it must be said twice. */
const LARGEST_RISE = 4;
const LARGEST_FALL = 1 / 3;
/** How far a new offer may lie from the median of its GPU: offers differ more than one offer moves. */
const FARTHEST_ABOVE = 10;
const FARTHEST_BELOW = 1 / 10;
/** A price that waits is confirmed by one that is this near to it; prices that jump also wobble. */
const CONFIRMS_WITHIN = 0.5;

/** Whether two readings say the same price. */
export function isSamePrice(one: MicroUsd, other: MicroUsd): boolean {
  return one === other || Math.abs(one / other - 1) <= CONFIRMS_WITHIN;
}

/** What a price is held against. */
export type PriceReference = {
  kind: "last_price" | "gpu_median" | "model_median" | "input_price";
  microUsd: MicroUsd;
};

/** `heldBecause` is null for a price that is believed at once. A confirmed one is believed too. */
export type PriceVerdict = { heldBecause: null } | { heldBecause: Reason; isConfirmed: boolean };

type PriceClaim = {
  seen: MicroUsd;
  /** null: there is nothing to hold it against. */
  reference: PriceReference | null;
  /** The price already waiting from an earlier poll; one that a person refused waits for nothing and is not given. */
  waiting: MicroUsd | null;
};

/**
 * Decides whether a polled price may be shown. Otherwise a price divided by 100 would rank first, and one multiplied by 100
 * would be charged.
 *
 * Bounds are on the ratio to the reference, and a price without one is held; a second poll that says about the same as the
 * waiting price confirms it.
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
  const [least, most] =
    kind === "last_price" ? [LARGEST_FALL, LARGEST_RISE] : [FARTHEST_BELOW, FARTHEST_ABOVE];
  if (ratio <= most && ratio >= least) return null;
  return { code: `held_price.far_from_${kind}`, parameters: { percent: (ratio * 100).toPrecision(3) } };
}
