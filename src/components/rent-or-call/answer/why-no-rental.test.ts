import { describe, expect, it } from "vitest";
import { whyNoRental } from "./why-no-rental";

const known = { minVramGib: 80, weightsGib: 70, parts: [] };
const tooLong = { why: "context_too_long", limitTokens: 8192 } as const;
const noShape = { why: "unknown_shape", weightsGib: 70 } as const;

const found = (
  kinds: ("call" | "rent")[],
  tooMany: number,
  largestVramGib: number | null = 141,
  needs: Parameters<typeof whyNoRental>[0]["needs"] = known,
) => ({
  needs,
  rows: kinds.map((kind) => ({ kind })),
  market: { largestVramGib, leftOut: { too_many_machines: tooMany } },
});

describe("whyNoRental", () => {
  it.each([
    ["there is nothing to choose from", found(["call"], 0, null), "nothing"],
    ["nothing is large enough", found(["call"], 0), "tooLarge"],
    ["every machine large enough is too slow", found(["call", "rent"], 0), "speed"],
    ["too many machines would be needed", found(["call"], 3), "tooMany"],
    ["some are too slow and of the others too many would be needed", found(["rent"], 3), "speedOrTooMany"],
    ["the model reads no request of this length", found(["call"], 0, 141, tooLong), "context_too_long"],
    ["the shape of the model is unknown", found([], 0, null, noShape), "unknown_shape"],
    ["its size is unknown", found(["call"], 0, 141, { why: "unknown_size" }), "unknown_size"],
  ] as const)("gives the reason when %s", (_, comparison, why) => expect(whyNoRental(comparison)).toBe(why));
});
