import { describe, expect, it } from "vitest";
import { ageMsOf, formatAge, formatInstant } from "./age";

describe("formatAge", () => {
  it.each([
    [0, "0 s"],
    [999, "0 s"],
    [40_000, "40 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h"],
    [86_399_999, "23 h"],
    [86_400_000 * 95, "95 d"],
    [-5000, "0 s"],
  ])("%d ms -> %s", (ageMs, text) => expect(formatAge(ageMs)).toBe(text));

  it("returns null without an instant", () => {
    expect(ageMsOf(null, new Date())).toBeNull();
    expect(ageMsOf("2026-11-23T00:00:00Z", new Date("2026-11-23T00:00:40Z"))).toBe(40_000);
  });

  it("formats an instant in UTC regardless of its time zone", () => {
    expect(formatInstant("2026-11-23T01:00:00-05:00")).toBe("2026-11-23 06:00:00 UTC");
  });
});
