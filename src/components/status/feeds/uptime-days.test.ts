import { describe, expect, it } from "vitest";
import { isWatchedLongEnough, SHOWN_DAYS, shorterMsOf, uptimeDays, uptimeSummary } from "./uptime-days";

const now = new Date("2026-11-23T05:41:00Z");
const days = [
  { day: "2026-08-01", polls: 9, succeeded: 9 },
  { day: "2026-11-20", polls: 100, succeeded: 50 },
  { day: "2026-11-23", polls: 300, succeeded: 300 },
];

describe("shorterMsOf", () => {
  it.each([
    ["2026-11-23T05:39:00Z", 1, 120_000],
    ["2026-11-23T05:39:00Z", 30, 120_000],
    ["2026-11-21T05:41:00Z", 1, null],
    ["2026-11-21T05:41:00Z", 30, 2 * 86_400_000],
    ["2026-09-01T00:00:00Z", 30, null],
    [null, 30, null],
  ])("watched since %s, a share of %i days is of %s ms", (since, span, expected) => {
    expect(shorterMsOf(since, span, now)).toBe(expected);
  });
});

describe("uptimeDays", () => {
  const bars = uptimeDays(days, now);

  it("ends today and has a bar for each of 90 days", () => {
    expect(bars).toHaveLength(SHOWN_DAYS);
    expect(bars.at(0)?.day).toBe("2026-08-26");
    expect(bars.at(-1)).toEqual({ day: "2026-11-23", polls: 300, share: 1 });
  });

  it("leaves days without polls as gaps", () => {
    expect(bars.filter(({ share }) => share !== null).map(({ day }) => day)).toEqual([
      "2026-11-20",
      "2026-11-23",
    ]);
  });

  it("counts polls, not days", () => {
    expect(uptimeSummary(bars)).toMatchObject({
      watched: 2,
      polls: 400,
      share: 350 / 400,
      worst: { day: "2026-11-20" },
    });
  });

  it("knows nothing without polls", () => expect(uptimeSummary(uptimeDays([], now))).toBeNull());
});

describe("isWatchedLongEnough", () => {
  const now = new Date("2026-11-23T12:00:00Z");

  it.each([
    ["2026-11-23T12:00:00Z", false],
    ["2026-11-23T11:59:01Z", false],
    ["2026-11-23T11:59:00Z", true],
    [null, true],
  ])("watched since %s: %s", (since, expected) => expect(isWatchedLongEnough(since, now)).toBe(expected));
});
