import type { MicroUsd } from "@/domain/money";

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
  kind: "last price" | "median of the GPU" | "median of the model" | "input price";
  microUsd: MicroUsd;
};

/** `doubt` is null for a price that is accepted at once, otherwise the reason to hold it. A confirmed price is accepted too. */
export type PriceVerdict = { doubt: null } | { doubt: string; isConfirmed: boolean };

type PriceClaim = {
  seen: MicroUsd;
  /** null: there is nothing to compare it with. */
  reference: PriceReference | null;
  /** The held price of an earlier poll. Pass null if a person refused it, because then no poll can confirm it. */
  waiting: MicroUsd | null;
};

/**
 * Decides whether a polled price may be shown. Otherwise a price divided by 100 would rank first, and one multiplied by 100 would be
 * charged.
 *
 * The bounds apply to the ratio to the reference. A price without a reference is held. A second poll with about the same price
 * confirms a held price.
 */
export function judgePrice({ seen, reference, waiting }: PriceClaim): PriceVerdict {
  const doubt = reference === null ? "nobody else sells this" : doubtOf(seen, reference);
  if (doubt === null) return { doubt };
  return { doubt, isConfirmed: waiting !== null && isSamePrice(seen, waiting) };
}

function doubtOf(seen: MicroUsd, { kind, microUsd }: PriceReference): string | null {
  if (seen === microUsd) return null;
  const ratio = seen / microUsd;
  const [lowest, highest] =
    kind === "last price" ? [MAX_FALL, MAX_RISE] : [MAX_BELOW_MEDIAN, MAX_ABOVE_MEDIAN];
  return ratio <= highest && ratio >= lowest
    ? null
    : `price is ${(ratio * 100).toPrecision(3)} % of the ${kind}`;
}
