import type { Comparison } from "../types";

export type WhyNoRental =
  | Extract<Comparison["needs"], { why: string }>["why"]
  | "nothing"
  | "speed"
  | "tooMany"
  | "speedOrTooMany"
  | "tooLarge";

type Found = {
  needs: Comparison["needs"];
  rows: readonly Pick<Comparison["rows"][number], "kind">[];
  market: Pick<Comparison["market"], "largestVramGib"> & {
    leftOut: Pick<Comparison["market"]["leftOut"], "too_many_machines">;
  };
};

/**
 * Why no machine can be recommended. What the model itself rules out comes first, because no market changes it. Machines in the list miss the requested speed. Machines of which the volume would need too
 * many are not listed, so whether they would be fast enough is unknown.
 */
export function whyNoRental({ needs, rows, market: { largestVramGib, leftOut } }: Found): WhyNoRental {
  if ("why" in needs) return needs.why;
  if (largestVramGib === null) return "nothing";
  const isTooMany = leftOut.too_many_machines > 0;
  if (rows.some(({ kind }) => kind === "rent")) return isTooMany ? "speedOrTooMany" : "speed";
  return isTooMany ? "tooMany" : "tooLarge";
}
