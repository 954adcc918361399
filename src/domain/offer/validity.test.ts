import { describe, expect, it } from "vitest";
import { endOf, hasEnded, inForce } from "./validity";

const days = { firstDay: "2026-03-01", lastDay: "2026-03-31" };

describe("inForce", () => {
  it.each([
    ["2026-02-28T23:59:59.999Z", false],
    ["2026-03-01T00:00:00.000Z", true],
    ["2026-03-31T23:59:59.999Z", true],
    ["2026-04-01T00:00:00.000Z", false],
  ])("counts both days whole, in UTC: %s", (now, isInForce) => {
    expect(inForce(days, new Date(now))).toBe(isInForce);
  });

  it("sets no bound where no day is documented", () => {
    const now = new Date("2026-03-15T12:00:00Z");
    expect(inForce(null, now)).toBe(true);
    expect(inForce({ firstDay: null, lastDay: null }, now)).toBe(true);
  });
});

describe("the end", () => {
  it("is the instant after the last day", () => {
    const end = endOf(days);
    expect(end?.toISOString()).toBe("2026-04-01T00:00:00.000Z");
    expect(hasEnded(days, new Date("2026-03-31T23:59:59.999Z"))).toBe(false);
    expect(hasEnded(days, end ?? new Date(0))).toBe(true);
  });

  it("has not come for what has not begun or has no last day", () => {
    expect(hasEnded(days, new Date("2026-01-01T00:00:00Z"))).toBe(false);
    expect(endOf({ lastDay: null })).toBeNull();
    expect(hasEnded(null, new Date())).toBe(false);
  });
});
