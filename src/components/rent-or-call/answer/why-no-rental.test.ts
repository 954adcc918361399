import { describe, expect, it } from "vitest";
import { whyNoRental } from "./why-no-rental";

const found = (kinds: ("call" | "rent")[], tooMany: number, largestVramGib: number | null = 141) => ({
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
  ] as const)("gives the reason when %s", (_, comparison, why) => expect(whyNoRental(comparison)).toBe(why));
});
