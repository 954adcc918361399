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

  it("wherever the clock is set during a rest, allows a trial within twice the rest and a minute", () => {
    const within = (ms: number) => fc.integer({ min: -ms, max: ms });
    const anywhereMs = fc.oneof(within(20 * 60_000), within(40 * DAY_MS));
    fc.assert(
      fc.property(openings, fc.integer({ min: 0, max: 100 }), anywhereMs, (failures, percentPassed, byMs) => {
        const { breaker, restMs } = restOf(failures);
        const isTrialAfter = (ms: number) => !isOpen(breaker, new Date(start.getTime() + ms + byMs));
        // Between the two moments only time passes.
        const moments = [(restMs / 100) * percentPassed, 2 * restMs + 60_000];
        expect(moments.some(isTrialAfter)).toBe(true);
      }),
      {
        examples: [
          [9, 0, -5 * 60_000],
          [9, 100, -16 * 60_000],
          [5, 0, -10 * 60_000],
          [5, 0, -20 * 60_000],
          [9, 50, 10 * DAY_MS],
        ],
      },
    );
  });

  it("allows a trial at once when the clock is set back to more than a minute before the rest", () => {
    fc.assert(
      fc.property(openings, fc.integer({ min: 1, max: 40 * DAY_MS }), (failures, beyondMs) => {
        const { breaker } = restOf(failures);
        expect(isOpen(breaker, new Date(start.getTime() - 60_000))).toBe(true);
        expect(isOpen(breaker, new Date(start.getTime() - 60_000 - beyondMs))).toBe(false);
      }),
    );
  });
});

const DAY_MS = 86_400_000;
const openings = fc.integer({ min: FAILURES_TO_OPEN, max: 60 });

function restOf(failures: number): { breaker: Breaker; restMs: number } {
  const breaker = failTimes(failures);
  return { breaker, restMs: (breaker.openUntil?.getTime() ?? Number.NaN) - start.getTime() };
}
