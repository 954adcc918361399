import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterFailures, type Breaker, closedBreaker, FAILURES_TO_OPEN, isOpen, opensAfter } from "./breaker";

const start = new Date("2026-01-01T00:00:00Z");

function failTimes(times: number): Breaker {
  let breaker = closedBreaker;
  for (let failure = 0; failure < times; failure += 1) breaker = afterFailures(breaker, 1, start);
  return breaker;
}

describe("breaker", () => {
  it("stays closed below five consecutive failures", () => {
    expect(isOpen(failTimes(FAILURES_TO_OPEN - 1), start)).toBe(false);
  });

  it.each([
    [5, 60],
    [6, 120],
    [7, 240],
    [9, 900],
    [500, 900],
  ])("after %d failures it stays open for exactly %d seconds", (failures, seconds) => {
    const breaker = failTimes(failures);
    expect(isOpen(breaker, new Date(start.getTime() + seconds * 1000 - 1))).toBe(true);
    expect(isOpen(breaker, new Date(start.getTime() + seconds * 1000))).toBe(false);
  });

  it("counts every attempt of one poll, and concurrent failures as one opening", () => {
    expect(afterFailures(closedBreaker, 3, start)).toEqual({ consecutiveFailures: 3, openUntil: null });
    expect(afterFailures(failTimes(3), 8, start)).toEqual(failTimes(5));
    expect(afterFailures(failTimes(5), 8, start)).toEqual(failTimes(6));
  });

  it("does not change without a failure, even during a trial", () => {
    for (const breaker of [closedBreaker, failTimes(4), failTimes(6), { ...failTimes(5), openUntil: null }])
      expect(afterFailures(breaker, 0, start)).toEqual(breaker);
  });

  it.each([
    [0, 4, false],
    [0, 5, true],
    [3, 1, false],
    [3, 2, true],
    [5, 0, false],
    [5, 1, true],
  ])("after %d earlier failures, %d more end the attempts: %s", (before, failures, ends) => {
    expect(opensAfter(failTimes(before), failures)).toBe(ends);
  });

  it("does not believe an end that lies further ahead than the longest rest", () => {
    const wrong = { consecutiveFailures: 9, openUntil: new Date(start.getTime() + 10 * 86_400_000) };
    expect(isOpen(wrong, start)).toBe(false);
    expect(afterFailures(wrong, 1, start).openUntil).toEqual(new Date(start.getTime() + 15 * 60_000));
  });

  it("wherever the clock is set after a failure, is closed for a trial after the longest rest and a minute", () => {
    const sets = fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), sets, (failures, setByMs) => {
        const breaker = failTimes(failures);
        const now = new Date(start.getTime() + 16 * 60_000 + setByMs);
        expect(isOpen(breaker, now)).toBe(false);
      }),
    );
  });
});
