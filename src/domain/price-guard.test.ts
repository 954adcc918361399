import { describe, expect, it } from "vitest";
import { microUsd } from "./money";
import { judgePrice } from "./price-guard";

const reference = microUsd(2_000_000);

describe("judgePrice", () => {
  it.each([
    [2_100_000, null, "believed"],
    [8_000_000, null, "believed"],
    [8_000_001, null, "quarantined"],
    [666_667, null, "believed"],
    [20_000, null, "quarantined"],
    [200_000_000, null, "quarantined"],
    [20_000, 20_500, "believed"],
    [20_000, 200_000_000, "quarantined"],
  ])("a price of %d with %s waiting is %s", (seen, waiting, verdict) => {
    const claim = { seen: microUsd(seen), reference, waiting: waiting === null ? null : microUsd(waiting) };
    expect(judgePrice(claim).verdict).toBe(verdict);
  });

  it("believes the first price of an offer that nothing is known of", () => {
    expect(judgePrice({ seen: microUsd(1), reference: null, waiting: null })).toEqual({
      verdict: "believed",
    });
  });
});
