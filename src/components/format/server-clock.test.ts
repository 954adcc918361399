import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createServerClock } from "./server-clock";

const noon = Date.parse("2026-11-30T12:00:00Z");

/** A stopwatch that only a test moves. */
function stopwatch(startMs = 0) {
  const time = { elapsedMs: startMs };
  return { time, clock: createServerClock(() => time.elapsedMs) };
}

describe("the server's clock in the browser", () => {
  it("knows no time before the server has said one", () => {
    expect(stopwatch().clock.nowMs()).toBeNull();
  });

  it("carries the time of the page on by the stopwatch", () => {
    const { time, clock } = stopwatch(500);
    clock.takePage(noon);
    time.elapsedMs += 90_000;
    expect(clock.nowMs()).toBe(noon + 90_000);
  });

  it("is not put back by a page that waited in a cache", () => {
    const { time, clock } = stopwatch();
    clock.takePage(noon);
    time.elapsedMs += 600_000;
    clock.takePage(noon);
    expect(clock.nowMs()).toBe(noon + 600_000);
  });

  it("goes ahead with an answer when the stopwatch stood still, as in a computer that slept", () => {
    const { time, clock } = stopwatch();
    clock.takePage(noon);
    clock.takeAnswer(noon + 28_800_000, 10, 30);
    time.elapsedMs = 30;
    expect(clock.nowMs()).toBe(noon + 28_800_000);
  });

  it("goes back with an answer when the server's clock was put right", () => {
    const { time, clock } = stopwatch();
    clock.takePage(noon + 86_400_000);
    clock.takeAnswer(noon, 0, 20);
    time.elapsedMs = 20;
    expect(clock.nowMs()).toBe(noon + 20);
  });

  it("through any answers, is never further from the server than the fastest of them took", () => {
    const answer = fc.record({
      waitMs: fc.integer({ min: 0, max: 60_000 }),
      thereMs: fc.integer({ min: 0, max: 3000 }),
      backMs: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 20 }), (answers) => {
        const { time, clock } = stopwatch();
        let fastestMs = Number.POSITIVE_INFINITY;
        for (const { waitMs, thereMs, backMs } of answers) {
          const sentMs = time.elapsedMs + waitMs;
          time.elapsedMs = sentMs + thereMs + backMs;
          clock.takeAnswer(noon + sentMs + thereMs, sentMs, time.elapsedMs);
          fastestMs = Math.min(fastestMs, thereMs + backMs);
          expect(Math.abs((clock.nowMs() ?? 0) - (noon + time.elapsedMs))).toBeLessThanOrEqual(fastestMs);
        }
      }),
    );
  });
});
