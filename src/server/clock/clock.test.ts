import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClock } from "./clock";

const DAY_MS = 86_400_000;
const start = Date.parse("2026-11-01T10:00:00Z");

/** A machine whose wall clock can be set and whose stopwatch only advances, beside a database with a clock of its own. */
function world({ machineMs = start, databaseMs = start } = {}) {
  const time = { wallMs: machineMs, elapsedMs: 5000, databaseMs };
  const said: string[] = [];
  const clock = createClock({ wallMs: () => time.wallMs, elapsedMs: () => time.elapsedMs });
  const tell = (_fields: object, message: string) => void said.push(message);
  const advance = (ms: number) => {
    time.wallMs += ms;
    time.elapsedMs += ms;
    time.databaseMs += ms;
  };
  const sample = (tookMs = 2) => {
    const sentMs = time.elapsedMs;
    advance(tookMs / 2);
    const read = time.databaseMs;
    advance(tookMs / 2);
    clock.take({ databaseMs: read, sentMs, receivedMs: time.elapsedMs }, { error: tell, info: tell });
  };
  const offMs = () => clock.now().getTime() - time.databaseMs;
  return { time, clock, said, advance, sample, offMs };
}

describe("the trusted clock", () => {
  it.each([10 * DAY_MS, -10 * DAY_MS])("does not change when the machine's clock is set by %d ms", (byMs) => {
    const { time, sample, advance, offMs } = world();
    sample();
    time.wallMs += byMs;
    advance(60_000);
    expect(offMs()).toBe(0);
  });

  it("follows the machine's stopwatch from its start until the database has told the time, and says so", () => {
    const { time, clock, advance, sample, offMs } = world({ machineMs: start + DAY_MS });
    expect(clock.state()).toMatchObject({ isConfirmed: false });
    time.wallMs -= 40 * DAY_MS;
    advance(1000);
    expect(offMs()).toBe(DAY_MS);
    sample();
    expect(offMs()).toBe(0);
    expect(clock.state()).toEqual({ isConfirmed: true, machineAheadMs: -39 * DAY_MS, databaseStep: null });
  });

  it("tells once that the machine's clock disagrees, and once that it agrees again", () => {
    const { time, said, sample } = world();
    for (const byMs of [0, DAY_MS, 0, -DAY_MS, 0]) {
      time.wallMs += byMs;
      sample();
    }
    expect(said).toEqual([
      "this machine's clock disagrees with the database's, which counts",
      "this machine's clock agrees with the database's again",
    ]);
  });

  it("follows a database whose clock is set, and tells by how much and when", () => {
    const { time, clock, said, sample, offMs } = world();
    sample();
    time.databaseMs -= DAY_MS;
    time.wallMs -= DAY_MS;
    sample();
    expect(offMs()).toBe(0);
    expect(clock.state().databaseStep).toEqual({ byMs: -DAY_MS, at: clock.now() });
    expect(said).toEqual(["the database's clock was set: this process follows it"]);
  });

  it("ignores a reading that took long, and one that its own duration explains", () => {
    const { time, sample, offMs } = world();
    sample();
    time.databaseMs += 400;
    sample(900);
    expect(offMs()).toBe(-400);
    time.databaseMs += DAY_MS;
    sample(1500);
    expect(offMs()).toBe(-400 - DAY_MS);
  });

  it("notices each time that the machine's clock was set, and not that it runs", () => {
    const { time, clock, advance } = world();
    advance(60_000);
    expect(clock.machineStepMs()).toBe(0);
    time.wallMs -= DAY_MS;
    advance(1000);
    expect([clock.machineStepMs(), clock.machineStepMs()]).toEqual([-DAY_MS, 0]);
  });

  it("through any walk of the machine's clock, stays within half of the slowest reading and never goes back", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 3_600_000 }) }),
      fc.record({
        kind: fc.constant("set" as const),
        ms: fc.integer({ min: -400 * DAY_MS, max: 400 * DAY_MS }),
      }),
      fc.record({ kind: fc.constant("sample" as const), ms: fc.integer({ min: 0, max: 2000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { time, clock, advance, sample, offMs } = world({ machineMs: start - 3 * DAY_MS });
        sample();
        let before = clock.now();
        for (const { kind, ms } of steps) {
          if (kind === "wait") advance(ms);
          else if (kind === "set") time.wallMs += ms;
          else sample(ms);
          expect(Math.abs(offMs())).toBeLessThanOrEqual(1);
          expect(clock.now() >= before).toBe(true);
          before = clock.now();
        }
      }),
    );
  });
});
