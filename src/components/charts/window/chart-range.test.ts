import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyWindowNames, spanOf } from "@/domain/price/price-history";
import { timeTicks } from "../axis-ticks";
import { MAX_TIME_TICKS } from "../price-plot";
import { chartRange } from "./chart-range";

const now = new Date("2026-11-30T09:17:31.402Z");
const minute = (at: number) => new Date(at).toISOString().slice(0, 16);

function windowOf(name: (typeof historyWindowNames)[number]) {
  const span = spanOf(name, now);
  return { from: span.from.toISOString(), to: span.to.toISOString() };
}

describe("chartRange", () => {
  it.each([0, 1, 20, 59])("shows the last ten minutes when recording began %d s ago", (seconds) => {
    const { from, to } = chartRange(windowOf("7d"), [now.getTime() - seconds * 1000]);
    expect([to, to - from]).toEqual([now.getTime(), 600_000]);
  });

  it("begins with the first record, but not before the window", () => {
    const twoDaysAgo = now.getTime() - 2 * 86_400_000;
    expect(chartRange(windowOf("7d"), [now.getTime(), twoDaysAgo]).from).toBe(twoDaysAgo);
    expect(chartRange(windowOf("24h"), [twoDaysAgo]).from).toBe(now.getTime() - 86_400_000);
  });

  it("is the whole window when nothing is recorded", () => {
    expect(chartRange(windowOf("24h"), []).from).toBe(now.getTime() - 86_400_000);
  });

  it("always leaves room for at least two different time labels", () => {
    const age = fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 366 * 86_400_000 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...historyWindowNames),
        age,
        fc.integer({ min: 0, max: 86_400_000 }),
        (name, ageMs, shift) => {
          const span = spanOf(name, new Date(now.getTime() + shift));
          const window = { from: span.from.toISOString(), to: span.to.toISOString() };
          const { from, to } = chartRange(window, [span.to.getTime() - ageMs]);
          const ticks = timeTicks(from, to, MAX_TIME_TICKS);
          expect(new Set(ticks.map(minute)).size).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(MAX_TIME_TICKS);
        },
      ),
    );
  });
});
