import type { MicroUsd } from "./money";

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
  return Math.abs(one / other - 1) <= CONFIRMS_WITHIN;
}

export type PriceVerdict = { verdict: "believed" } | { verdict: "quarantined"; reason: string };

type PriceClaim = {
  seen: MicroUsd;
  /** What the price is held against; null when nothing is known. */
  reference: { kind: "last price" | "median of the GPU" | "median of the model"; microUsd: MicroUsd } | null;
  /** The price already waiting from an earlier poll; one that a person refused waits for nothing and is not given. */
  waiting: MicroUsd | null;
};

/**
 * Decides whether a polled price may be shown. A price divided by 100 would else rank first, one times 100 be charged.
 *
 * Bounds are on the ratio to the reference; a second poll that says about the same as the waiting price confirms it.
 */
export function judgePrice({ seen, reference, waiting }: PriceClaim): PriceVerdict {
  if (reference === null) return { verdict: "believed" };
  const ratio = seen / reference.microUsd;
  const [least, most] =
    reference.kind === "last price" ? [LARGEST_FALL, LARGEST_RISE] : [FARTHEST_BELOW, FARTHEST_ABOVE];
  if (ratio <= most && ratio >= least) return { verdict: "believed" };
  if (waiting !== null && isSamePrice(seen, waiting)) return { verdict: "believed" };
  return {
    verdict: "quarantined",
    reason: `price is ${(ratio * 100).toPrecision(3)} % of the ${reference.kind}`,
  };
}
