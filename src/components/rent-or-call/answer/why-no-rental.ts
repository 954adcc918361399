import type { Comparison } from "../types";

type Found = {
  rows: readonly Pick<Comparison["rows"][number], "kind">[];
  market: Pick<Comparison["market"], "largestVramGib"> & {
    leftOut: Pick<Comparison["market"]["leftOut"], "too_many_machines">;
  };
};

/**
 * Why no machine can be recommended. Machines in the list miss the requested speed. Machines of which the volume would need too
 * many are not listed, so whether they would be fast enough is unknown.
 */
export function whyNoRental({
  rows,
  market: { largestVramGib, leftOut },
}: Found): "nothing" | "speed" | "tooMany" | "speedOrTooMany" | "tooLarge" {
  if (largestVramGib === null) return "nothing";
  const isTooMany = leftOut.too_many_machines > 0;
  if (rows.some(({ kind }) => kind === "rent")) return isTooMany ? "speedOrTooMany" : "speed";
  return isTooMany ? "tooMany" : "tooLarge";
}
