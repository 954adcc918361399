import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isListTooOld,
  isPast,
  listAgeDays,
  listAgeMonths,
  mayBeBest,
  priceStateOf,
  rankingPriceOf,
} from "./price-age";

const now = new Date("2026-11-30T12:00:00Z");

describe("isPast", () => {
  it.each([
    ["a spot list of a year ago", { isSpot: true, listedOn: "2025-10-01", observedAt: null }, true],
    ["a spot list of today", { isSpot: true, listedOn: "2026-11-30", observedAt: null }, false],
    [
      "a spot list that a live feed repeats",
      { isSpot: true, listedOn: "2025-10-01", observedAt: "2026-11-30T11:59:00Z" },
      true,
    ],
    [
      "a spot price polled 24 hours ago",
      { isSpot: true, listedOn: null, observedAt: "2026-11-29T12:00:00Z" },
      false,
    ],
    [
      "a spot price polled a second earlier",
      { isSpot: true, listedOn: null, observedAt: "2026-11-29T11:59:59Z" },
      true,
    ],
    ["a spot price that nobody dated", { isSpot: true, listedOn: null, observedAt: null }, true],
    ["an on-demand list of 2024", { isSpot: false, listedOn: "2024-01-01", observedAt: null }, false],
  ])("%s", (_, price, expected) => {
    expect(isPast(price, now)).toBe(expected);
  });
});

describe("mayBeBest", () => {
  it.each([
    ["an on-demand list of two years ago", { isSpot: false, listedOn: "2024-08-21" }, false],
    ["a list of this year", { isSpot: false, listedOn: "2026-08-21" }, true],
    ["a spot list of this year", { isSpot: true, listedOn: "2026-08-21" }, false],
    ["a polled price", { isSpot: true, listedOn: null }, true],
  ])("%s", (_, price, expected) => {
    expect(mayBeBest({ ...price, observedAt: "2026-11-30T11:59:00Z" }, now)).toBe(expected);
  });
});

it("the months of a list recompute the price that it ranks by", () => {
  const price = { microUsdPerGpuHour: 3_990_000, listedOn: "2025-11-17/2026-11-23" };
  const months = Number(listAgeMonths(price.listedOn, now).toFixed(1));
  expect(Math.round(3.99 * 1.016 ** months * 100)).toBe(Math.round(rankingPriceOf(price, now) / 10_000));
});

describe("priceStateOf", () => {
  it.each([
    ["polled a minute ago", { isSpot: true, listedOn: null, observedAt: "2026-11-30T11:59:00Z" }, "now"],
    ["polled 15 minutes ago", { isSpot: false, listedOn: null, observedAt: "2026-11-30T11:45:00Z" }, "now"],
    [
      "polled 16 minutes ago",
      { isSpot: false, listedOn: null, observedAt: "2026-11-30T11:44:00Z" },
      "polled",
    ],
    ["polled in the future", { isSpot: false, listedOn: null, observedAt: "2026-11-30T13:00:00Z" }, "polled"],
    ["of a list of today", { isSpot: false, listedOn: "2026-11-30", observedAt: null }, "dated"],
    [
      "of a list that a feed repeats",
      { isSpot: false, listedOn: "2026-08-01", observedAt: "2026-11-30T11:59:00Z" },
      "dated",
    ],
    ["of an undated list", { isSpot: false, listedOn: null, observedAt: null }, "dated"],
    ["spot of an old list", { isSpot: true, listedOn: "2025-10-01", observedAt: null }, "past"],
    [
      "spot polled two days ago",
      { isSpot: true, listedOn: null, observedAt: "2026-11-28T12:00:00Z" },
      "past",
    ],
  ])("a price %s: %s", (_, price, expected) => {
    expect(priceStateOf(price, now)).toBe(expected);
  });
});

describe("isListTooOld", () => {
  it("is true after 365 days", () => {
    expect(isListTooOld("2025-11-30", new Date("2026-11-30T00:00:00Z"))).toBe(false);
    expect(isListTooOld("2025-11-30", now)).toBe(true);
  });
});

describe("rankingPriceOf", () => {
  it("leaves a polled price and a list of today as they are", () => {
    expect(rankingPriceOf({ microUsdPerGpuHour: 2_000_000, listedOn: null }, now)).toBe(2_000_000);
    expect(rankingPriceOf({ microUsdPerGpuHour: 2_000_000, listedOn: "2026-11-30" }, now)).toBe(2_000_000);
  });

  it("ranks a list a year old about a fifth dearer", () => {
    const price = rankingPriceOf({ microUsdPerGpuHour: 1_000_000, listedOn: "2025-11-30" }, now);
    expect(price / 1_000_000).toBeCloseTo(1.21, 2);
  });

  it("ranks a list of which only a span is known as if it were of its first day", () => {
    const price = { microUsdPerGpuHour: 1_000_000 };
    expect(rankingPriceOf({ ...price, listedOn: "2025-08-25/2026-11-23" }, now)).toBe(
      rankingPriceOf({ ...price, listedOn: "2025-08-25" }, now),
    );
    expect(isListTooOld("2025-08-25/2026-11-23", now)).toBe(true);
    expect(isPast({ isSpot: true, listedOn: "2025-08-25/2026-11-30", observedAt: null }, now)).toBe(true);
  });

  it("keeps the order of prices of one day, and never ranks an older list of the same price better", () => {
    const days = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), days, days, (price, one, other) => {
        const on = (age: number) => new Date(now.getTime() - age * 86_400_000).toISOString().slice(0, 10);
        const older = rankingPriceOf({ microUsdPerGpuHour: price, listedOn: on(Math.max(one, other)) }, now);
        const newer = rankingPriceOf({ microUsdPerGpuHour: price, listedOn: on(Math.min(one, other)) }, now);
        expect(older).toBeGreaterThanOrEqual(newer);
        expect(rankingPriceOf({ microUsdPerGpuHour: price + 1, listedOn: on(one) }, now)).toBeGreaterThan(
          rankingPriceOf({ microUsdPerGpuHour: price, listedOn: on(one) }, now),
        );
      }),
    );
  });

  it("counts a list dated in the future as one of today", () => {
    expect(listAgeDays("2027-01-01", now)).toBe(0);
  });
});
