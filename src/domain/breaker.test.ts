import { describe, expect, it } from "vitest";
import { afterFailure, type Breaker, FAILURES_TO_OPEN, isOpen } from "./breaker";

const start = new Date("2026-01-01T00:00:00Z");

function failTimes(times: number): Breaker {
  let breaker: Breaker = { consecutiveFailures: 0, openUntil: null };
  for (let failure = 0; failure < times; failure += 1) breaker = afterFailure(breaker, start);
  return breaker;
}

describe("breaker", () => {
  it("stays closed under five failures in a row", () => {
    expect(isOpen(failTimes(FAILURES_TO_OPEN - 1), start)).toBe(false);
  });

  it.each([
    [5, 60],
    [6, 120],
    [7, 240],
    [9, 900],
    [500, 900],
  ])("after %d failures it rests %d seconds, and not a millisecond longer", (failures, seconds) => {
    const breaker = failTimes(failures);
    expect(isOpen(breaker, new Date(start.getTime() + seconds * 1000 - 1))).toBe(true);
    expect(isOpen(breaker, new Date(start.getTime() + seconds * 1000))).toBe(false);
  });
});
