import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceWeight } from "./index-weight";

const now = new Date("2026-11-25T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const polled = (minutes: number) =>
  priceWeight({ source: "live", isSpot: true, observedAt: ago(minutes), listedOn: null }, now);
const listed = (listedOn: string | null) =>
  priceWeight({ source: "list", isSpot: false, observedAt: null, listedOn }, now);

describe("priceWeight", () => {
  it.each([
    [-1, 1],
    [-5, 0.5 ** (23.75 / 6)],
    [-14_400, 0.5 ** (23.75 / 6)],
    [0, 1],
    [15, 1],
    [15 + 360, 0.5],
    [15 + 720, 0.25],
    [24 * 60, 0.5 ** (23.75 / 6)],
    [24 * 60 + 1, "hidden_feed"],
  ])(
    "a price polled %d minutes ago (a minute in the future is the tolerance, more is an unknown age): %s",
    (minutes, expected) => {
      expect(polled(minutes)).toBe(expected);
    },
  );

  it("gives no weight to a feed that never answered", () => {
    expect(priceWeight({ source: "simulated", isSpot: false, observedAt: null, listedOn: null }, now)).toBe(
      "hidden_feed",
    );
  });

  it.each([
    ["2026-11-25", 0.25 * 0.5 ** (0.5 / 90)],
    ["2026-12-01", 0.25],
    ["2026-08-27", 0.25 * 0.5 ** (90.5 / 90)],
    ["2025-11-26", 0.25 * 0.5 ** (364.5 / 90)],
    ["2025-11-25", "list_too_old"],
    ["2025-11-25/2026-11-25", "list_too_old"],
    ["2026-08-27/2026-11-25", 0.25 * 0.5 ** (90.5 / 90)],
    ["soon", "list_undated"],
    [null, "list_undated"],
  ])("a list price of %s: %s", (listedOn, expected) => {
    expect(listed(listedOn)).toBe(expected);
  });

  it.each([
    ["2026-11-25", 0.25 * 0.5 ** (0.5 / 90)],
    ["2026-11-24", "spot_too_old"],
    ["2024-01-03", "spot_too_old"],
    [null, "list_undated"],
  ])("a spot price of a list of %s, also one that a feed repeats: %s", (listedOn, expected) => {
    for (const source of ["list", "live"] as const)
      expect(priceWeight({ source, isSpot: true, observedAt: ago(1), listedOn }, now)).toBe(
        source === "live" && listedOn === null ? 1 : expected,
      );
  });

  it("weights a list price that a fresh feed repeats like the list, and not at all once the feed is hidden", () => {
    const repeated = (minutes: number) =>
      priceWeight({ source: "live", isSpot: false, observedAt: ago(minutes), listedOn: "2026-08-27" }, now);
    expect(repeated(1)).toBe(listed("2026-08-27"));
    expect(repeated(24 * 60 + 1)).toBe("hidden_feed");
  });

  it("never gives more weight to an older price, nor more to a list than to a fresh feed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }), (a, b) => {
        const [younger, older] = [polled(Math.min(a, b)), polled(Math.max(a, b))];
        expect(Number(older)).toBeLessThanOrEqual(Number(younger));
        expect(Number(younger)).toBeGreaterThan(0);
      }),
    );
    expect(Number(listed("2026-11-25"))).toBeLessThan(Number(polled(15 + 360)));
  });
});
