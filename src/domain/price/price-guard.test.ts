import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { judgePrice } from "./price-guard";

const last = { kind: "last_price" as const, microUsd: microUsd(2_000_000) };
const median = { kind: "gpu_median" as const, microUsd: microUsd(2_000_000) };

describe("judgePrice", () => {
  it.each([
    [last, 2_100_000, null, "believed"],
    [last, 8_000_000, null, "believed"],
    [last, 8_000_001, null, "quarantined"],
    [last, 666_667, null, "believed"],
    [last, 20_000, null, "quarantined"],
    [last, 200_000_000, null, "quarantined"],
    [last, 20_000, 20_500, "believed"],
    [last, 11_200_000, 10_000_000, "believed"],
    [last, 20_000, 200_000_000, "quarantined"],
    [median, 8_000_001, null, "believed"],
    [median, 20_000, null, "quarantined"],
    [median, 200_000_000, null, "quarantined"],
    [median, 20_000, 20_000, "believed"],
  ])("against %o a price of %d with %s waiting is %s", (reference, seen, waiting, verdict) => {
    const claim = { seen: microUsd(seen), reference, waiting: waiting === null ? null : microUsd(waiting) };
    const judged = judgePrice(claim);
    expect(judged.heldBecause === null || judged.isConfirmed ? "believed" : "quarantined").toBe(verdict);
  });

  it("lets a price that has nothing to be held against wait for a second poll", () => {
    const alone = { seen: microUsd(1), reference: null };
    expect(judgePrice({ ...alone, waiting: null })).toEqual({
      heldBecause: { code: "held_price.no_other_seller", parameters: {} },
      isConfirmed: false,
    });
    expect(judgePrice({ ...alone, waiting: microUsd(1) })).toMatchObject({ isConfirmed: true });
  });

  it("says by code what the price is far from, and how far", () => {
    const claim = { seen: microUsd(20_000), waiting: null };
    expect(judgePrice({ ...claim, reference: last })).toMatchObject({
      heldBecause: { code: "held_price.far_from_last_price", parameters: { percent: "1.00" } },
    });
    expect(judgePrice({ ...claim, reference: median })).toMatchObject({
      heldBecause: { code: "held_price.far_from_gpu_median", parameters: { percent: "1.00" } },
    });
  });

  it("confirms what is free of charge by saying so twice", () => {
    const free = { seen: microUsd(0), reference: last };
    expect(judgePrice({ ...free, waiting: null })).toMatchObject({ isConfirmed: false });
    expect(judgePrice({ ...free, waiting: microUsd(0) })).toMatchObject({ isConfirmed: true });
  });
});
