import type { Comparison } from "../types";

type Found = {
  rows: readonly Pick<Comparison["rows"][number], "kind">[];
  market: Pick<Comparison["market"], "largestVramGib"> & {
    leftOut: Pick<Comparison["market"]["leftOut"], "too_many_machines">;
  };
};

/**
 * Why no machine is the answer. Machines that stand in the list miss the wished speed; those that the volume would take too many
 * of do not stand there, and whether they would be fast enough is not known.
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
