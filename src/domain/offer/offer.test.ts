import { describe, expect, it } from "vitest";
import { freshnessOf } from "./offer";

const observed = new Date("2026-01-01T00:00:00Z");

describe("freshnessOf", () => {
  it.each([
    [-864_000, "unknown"],
    [-61, "unknown"],
    [-60, "fresh"],
    [0, "fresh"],
    [15 * 60, "fresh"],
    [15 * 60 + 1, "stale"],
    [24 * 3600, "stale"],
    [24 * 3600 + 1, "hidden"],
  ])("a figure that is %d seconds old is %s", (seconds, expected) => {
    expect(freshnessOf(observed, new Date(observed.getTime() + seconds * 1000))).toBe(expected);
  });
});
