import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { judgePrice } from "./price-guard";

const last = { kind: "last_price" as const, microUsd: microUsd(2_000_000) };
const median = { kind: "gpu_median" as const, microUsd: microUsd(2_000_000) };

describe("judgePrice", () => {
  it.each([
    [last, 2_100_000, null, "accepted"],
    [last, 8_000_000, null, "accepted"],
    [last, 8_000_001, null, "held"],
    [last, 666_667, null, "accepted"],
    [last, 20_000, null, "held"],
    [last, 200_000_000, null, "held"],
    [last, 20_000, 20_500, "accepted"],
    [last, 11_200_000, 10_000_000, "accepted"],
    [last, 20_000, 200_000_000, "held"],
    [median, 8_000_001, null, "accepted"],
    [median, 20_000, null, "held"],
    [median, 200_000_000, null, "held"],
    [median, 20_000, 20_000, "accepted"],
  ])("compared with %o, a price of %d with held price %s is %s", (reference, seen, waiting, verdict) => {
    const claim = { seen: microUsd(seen), reference, waiting: waiting === null ? null : microUsd(waiting) };
    const judged = judgePrice(claim);
    expect(judged.heldBecause === null || judged.isConfirmed ? "accepted" : "held").toBe(verdict);
  });

  it("holds a price without a reference until a second poll repeats it", () => {
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
