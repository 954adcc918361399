import { describe, expect, it } from "vitest";
import { isKept, shownPrice } from "./live-price";

const prices = (microUsdPerGpuHour: number, microUsdPerMachineHour = microUsdPerGpuHour) => ({
  microUsdPerGpuHour,
  microUsdPerMachineHour,
});

describe("shownPrice", () => {
  it("is the price of the row until a live price arrives", () => {
    expect(shownPrice(prices(2_190_000), null, "microUsdPerGpuHour")).toEqual({
      microUsd: 2_190_000,
      before: 2_190_000,
      direction: null,
    });
  });

  it.each([
    [2_190_000, null, 2_000_000, "down"],
    [2_190_000, null, 2_300_000, "up"],
    [2_190_000, 2_000_000, 2_100_000, "up"],
    [2_190_000, 2_300_000, 2_200_000, "down"],
    [2_190_000, null, 2_190_000, null],
  ] as const)("row %i, then %s, then %i moves %s", (row, previous, received, direction) => {
    const live = {
      ...prices(received),
      previous: previous === null ? null : prices(previous),
      receivedAtMs: 0,
    };
    expect(shownPrice(prices(row), live, "microUsdPerGpuHour")).toEqual({
      microUsd: received,
      before: previous ?? row,
      direction,
    });
  });

  it("is the machine's own price, not that of its GPUs added up", () => {
    const live = { ...prices(3_333_333, 10_000_000), previous: null, receivedAtMs: 0 };
    expect(shownPrice(prices(4_000_000, 12_000_000), live, "microUsdPerMachineHour")).toEqual({
      microUsd: 10_000_000,
      before: 12_000_000,
      direction: "down",
    });
  });
});

describe("isKept", () => {
  it.each([
    ["no live price has arrived", null, true],
    ["an equal price has arrived", 2_190_000, true],
    ["a different price has arrived", 2_000_000, false],
  ] as const)("when %s", (_, received, kept) => {
    const live = received === null ? null : { ...prices(received), previous: null, receivedAtMs: 0 };
    expect(isKept(prices(2_190_000), live)).toBe(kept);
  });
});
