import type { MicroUsd } from "@/domain/money";

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
  kind: "last price" | "median of the GPU" | "median of the model" | "input price";
  microUsd: MicroUsd;
};

/** `doubt` is null for a price that is believed at once, else why not; a confirmed one is believed too. */
export type PriceVerdict = { doubt: null } | { doubt: string; isConfirmed: boolean };

type PriceClaim = {
  seen: MicroUsd;
  /** null: there is nothing to hold it against. */
  reference: PriceReference | null;
  /** The price already waiting from an earlier poll; one that a person refused waits for nothing and is not given. */
  waiting: MicroUsd | null;
};

/**
 * Decides whether a polled price may be shown. A price divided by 100 would else rank first, one times 100 be charged.
 *
 * Bounds are on the ratio to the reference, and a price without one is in doubt; a second poll that says about the same as the
 * waiting price confirms it.
 */
export function judgePrice({ seen, reference, waiting }: PriceClaim): PriceVerdict {
  const doubt = reference === null ? "nobody else sells this" : doubtOf(seen, reference);
  if (doubt === null) return { doubt };
  return { doubt, isConfirmed: waiting !== null && isSamePrice(seen, waiting) };
}

function doubtOf(seen: MicroUsd, { kind, microUsd }: PriceReference): string | null {
  if (seen === microUsd) return null;
  const ratio = seen / microUsd;
  const [least, most] =
    kind === "last price" ? [LARGEST_FALL, LARGEST_RISE] : [FARTHEST_BELOW, FARTHEST_ABOVE];
  return ratio <= most && ratio >= least ? null : `price is ${(ratio * 100).toPrecision(3)} % of the ${kind}`;
}
