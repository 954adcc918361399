import { describe, expect, it } from "vitest";
import { isKept, shownPrice } from "./live-price";

describe("shownPrice", () => {
  it("is the price of the row until a live price arrives", () => {
    expect(shownPrice(2_190_000, null)).toEqual({ microUsdPerGpuHour: 2_190_000, direction: null });
  });

  it.each([
    [2_190_000, null, 2_000_000, "down"],
    [2_190_000, null, 2_300_000, "up"],
    [2_190_000, 2_000_000, 2_100_000, "up"],
    [2_190_000, 2_300_000, 2_200_000, "down"],
  ] as const)("row %i, then %s, then %i moves %s", (row, previous, received, direction) => {
    expect(shownPrice(row, { microUsdPerGpuHour: received, previous, receivedAtMs: 0 })).toEqual({
      microUsdPerGpuHour: received,
      direction,
    });
  });

  it("does not count an equal price as a move", () => {
    const live = { microUsdPerGpuHour: 2_190_000, previous: null, receivedAtMs: 0 };
    expect(shownPrice(2_190_000, live).direction).toBeNull();
  });
});

describe("isKept", () => {
  const row = { microUsdPerGpuHour: 2_190_000 };
  it.each([
    ["no live price has arrived", null, true],
    ["an equal price has arrived", 2_190_000, true],
    ["a different price has arrived", 2_000_000, false],
  ] as const)("when %s", (_, received, kept) => {
    const live = received === null ? null : { microUsdPerGpuHour: received, previous: null, receivedAtMs: 0 };
    expect(isKept(row, live)).toBe(kept);
  });
});
