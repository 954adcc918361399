import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { judgePrice } from "./price-guard";

const last = { kind: "last price" as const, microUsd: microUsd(2_000_000) };
const median = { kind: "median of the GPU" as const, microUsd: microUsd(2_000_000) };

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
    expect(judged.doubt === null || judged.isConfirmed ? "accepted" : "held").toBe(verdict);
  });

  it("holds a price without a reference until a second poll repeats it", () => {
    const alone = { seen: microUsd(1), reference: null };
    expect(judgePrice({ ...alone, waiting: null })).toEqual({
      doubt: "nobody else sells this",
      isConfirmed: false,
    });
    expect(judgePrice({ ...alone, waiting: microUsd(1) })).toMatchObject({ isConfirmed: true });
  });

  it("accepts a price of zero after two polls", () => {
    const free = { seen: microUsd(0), reference: last };
    expect(judgePrice({ ...free, waiting: null })).toMatchObject({ isConfirmed: false });
    expect(judgePrice({ ...free, waiting: microUsd(0) })).toMatchObject({ isConfirmed: true });
  });
});
