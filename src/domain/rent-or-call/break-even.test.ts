import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interval } from "@/domain/interval";
import { breakEven, type CurveMachine, cheapestAt, volumesBetween } from "./break-even";
import { DAYS_PER_MONTH, rentPerMonth } from "./landed-cost";

const exactly = (value: number): Interval => ({ low: value, expected: value, high: value });

function machine(
  id: string,
  dollarsAMonth: number,
  tokensPerDay: Interval,
  microUsdPerToken = 0,
): CurveMachine {
  return {
    id,
    curve: {
      microUsdPerMachineMonth: dollarsAMonth * 1e6,
      microUsdPerToken,
      tokensPerDayPerMachine: tokensPerDay,
    },
  };
}

/** The price in micro-USD per token at which the given dollars a month buy the given tokens a day. */
const perToken = (dollarsAMonth: number, tokensPerDay: number) =>
  (dollarsAMonth * 1e6) / (tokensPerDay * DAYS_PER_MONTH);

describe("breakEven", () => {
  it("is the machine's monthly cost divided by the saving per token", () => {
    const found = breakEven([machine("a", 1500, exactly(1e9))], perToken(150, 1e7));
    expect(found.expected).toMatchObject({ machineId: "a", steadyFrom: found.expected?.tokensPerDay });
    expect(found.expected?.tokensPerDay).toBeCloseTo(1e8, 0);
    expect(found.low).toEqual(found.high);
  });

  it("counts egress as a cost of renting", () => {
    const call = perToken(150, 1e7);
    const found = breakEven([machine("a", 1500, exactly(1e9), call / 2)], call);
    expect(found.expected?.tokensPerDay).toBeCloseTo(2e8, 0);
    expect(breakEven([machine("a", 1500, exactly(1e9), call)], call).expected).toBeNull();
  });

  it("does not exist if a machine is full before it pays off", () => {
    const found = breakEven([machine("a", 1500, { low: 5e7, expected: 9e7, high: 2e8 })], perToken(150, 1e7));
    expect(found.low).toBeNull();
    expect(found.expected).toBeNull();
    expect(found.high?.tokensPerDay).toBeCloseTo(1e8, 0);
  });

  it("uses the larger machine if the cheaper one cannot serve enough", () => {
    const machines = [machine("small", 1000, exactly(2e7)), machine("large", 3000, exactly(1e9))];
    expect(breakEven(machines, perToken(150, 1e7)).expected).toMatchObject({ machineId: "large" });
  });

  it.each([
    // Capacity divided by crossing, and the number of crossings until renting stays cheaper.
    [4, 1],
    [2, 1],
    [1.5, 2],
    [1.25, 4],
    [1.1, 10],
  ])(
    "with a capacity of %d times the crossing, renting stays cheaper from %d crossings on",
    (times, crossings) => {
      const { expected } = breakEven([machine("a", 1500, exactly(1e8 * times))], perToken(150, 1e7));
      expect((expected?.steadyFrom ?? 0) / (expected?.tokensPerDay ?? 1)).toBeCloseTo(crossings, 6);
    },
  );

  it("closes the gaps of one machine with another", () => {
    // One wins at 100..110, 200..220, ... and alone stays cheaper from 1,000; the other wins from 105 on without a gap.
    const machines = [machine("tight", 1500, exactly(1.1e8)), machine("roomy", 1575, exactly(1e9))];
    const { expected } = breakEven(machines, perToken(150, 1e7));
    expect(expected?.machineId).toBe("tight");
    expect(expected?.steadyFrom).toBeCloseTo(1e8, 0);
    const later = [machine("tight", 1500, exactly(1.1e8)), machine("roomy", 1800, exactly(1e9))];
    expect(breakEven(later, perToken(150, 1e7)).expected?.steadyFrom).toBeCloseTo(1.2e8, 0);
  });

  it("has no steady volume if a full machine only just pays off", () => {
    const call = 1;
    const cost = machine("a", 1, exactly(1e6 / DAYS_PER_MONTH));
    expect(breakEven([cost], call).expected?.steadyFrom).toBeNull();
  });

  it("makes renting cost the same at the crossing, more before it, and never more beyond `steadyFrom`", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 50_000 }),
        fc.integer({ min: 1_000_000, max: 1_000_000_000 }),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        (dollars, capacity, callDollarsPerMillion, times) => {
          const one = machine("a", dollars, exactly(capacity), 0.001);
          const point = breakEven([one], callDollarsPerMillion).expected;
          const rent = (volume: number) => rentPerMonth(one.curve, volume, "expected");
          const call = (volume: number) => volume * DAYS_PER_MONTH * callDollarsPerMillion;
          if (!point) {
            expect(rent(capacity * times)).toBeGreaterThanOrEqual(call(capacity * times) * (1 - 1e-9));
            return;
          }
          expect(rent(point.tokensPerDay) / call(point.tokensPerDay)).toBeCloseTo(1, 6);
          expect(rent(point.tokensPerDay / times)).toBeGreaterThanOrEqual(
            call(point.tokensPerDay / times) * (1 - 1e-9),
          );
          if (point.steadyFrom === null) return;
          const later = point.steadyFrom * times * 1.000001;
          expect(rent(later)).toBeLessThanOrEqual(call(later) * (1 + 1e-6));
        },
      ),
    );
  });
});

describe("cheapestAt", () => {
  it("changes the machine with the volume", () => {
    const machines = [machine("small", 1000, exactly(2e7)), machine("large", 3000, exactly(1e9))];
    expect(cheapestAt(machines, 1e6, "expected")?.machine.id).toBe("small");
    expect(cheapestAt(machines, 5e8, "expected")?.machine.id).toBe("large");
    expect(cheapestAt([], 1e6, "expected")).toBeNull();
  });
});

describe("volumesBetween", () => {
  it("includes both ends and grows by equal factors", () => {
    const volumes = volumesBetween(1e6, 1e8);
    expect(volumes[0]).toBe(1e6);
    expect(volumes.at(-1)).toBeCloseTo(1e8, 0);
    expect(volumes.length).toBe(49);
    expect((volumes[1] ?? 0) / 1e6).toBeCloseTo((volumes[2] ?? 0) / (volumes[1] ?? 1), 9);
  });
});
