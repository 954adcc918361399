import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interval } from "@/domain/interval";
import { microUsd } from "@/domain/money";
import type { TokenPrice } from "@/domain/offer/offer";
import {
  callCostPerToken,
  type Demand,
  HOURS_PER_MONTH,
  landedCall,
  landedRent,
  type RentalPrice,
  type RentTerms,
  rentalCurve,
  rentPerMonth,
} from "./landed-cost";

const exactly = (value: number): Interval => ({ low: value, expected: value, high: value });

const demand: Demand = { tokensPerDay: 24_000_000, inputPerOutput: 3, cachedShare: 0, feeShare: 0 };
const terms: RentTerms = {
  loadShare: 0.5,
  hoursPerDay: 24,
  microUsdPerGibMonthDisk: 100_000,
  extraDiskGib: 30,
  microUsdPerGibEgress: 90_000,
  bytesPerOutputToken: 256,
};
const bare: RentalPrice = {
  microUsdPerMachineHour: microUsd(4_000_000),
  diskGib: null,
  microUsdPerGibMonthDisk: null,
  microUsdPerGibEgress: null,
};

function rent(more: {
  price?: Partial<RentalPrice>;
  demand?: Partial<Demand>;
  terms?: Partial<RentTerms>;
  speed?: Interval;
}) {
  return landedRent({
    price: { ...bare, ...more.price },
    outputTokensPerSecond: more.speed ?? exactly(1000),
    weightsGib: 70,
    demand: { ...demand, ...more.demand },
    terms: { ...terms, ...more.terms },
  });
}

describe("landedRent", () => {
  it("adds machines for the month, disk, egress and fee, each computed by hand", () => {
    const found = rent({ demand: { feeShare: 0.05 } });
    // 2 x $2 x 730 h; 100 GiB x $0.10; 6 million output tokens a day x 730 / 24 days x 256 bytes = 43.51 GiB x $0.09.
    const egress = ((6_000_000 * (730 / 24) * 256) / 2 ** 30) * 90_000;
    expect(found?.parts).toEqual({
      compute: 2_920_000_000,
      disk: 10_000_000,
      egress: Math.round(egress),
      fee: Math.round((2_930_000_000 + egress) * 0.05),
    });
    expect(found?.microUsdPerMonth.expected).toBe(Math.round((2_930_000_000 + egress) * 1.05));
    expect(found?.machines.expected).toBe(1);
    // 24 million divided by 1,000 x 4 tokens/s x 86,400 s.
    expect(found?.busyShare).toBeCloseTo(24 / 345.6, 9);
  });

  it("divides the month by its tokens", () => {
    const found = rent({});
    const tokens = (24_000_000 * HOURS_PER_MONTH) / 24;
    expect(found?.microUsdPerMillionTokens.expected).toBe(
      Math.round(((found?.microUsdPerMonth.expected ?? 0) / tokens) * 1e6),
    );
  });

  it.each([
    [172_800_000, 1],
    [172_800_001, 2],
    [500_000_000, 3],
  ])("%d tokens a day at half load take %d machines", (tokensPerDay, machines) => {
    expect(rent({ demand: { tokensPerDay } })?.machines.expected).toBe(machines);
  });

  it("charges compute for the running hours and disk around the clock, and serves less in fewer hours", () => {
    const found = rent({ terms: { hoursPerDay: 6 } });
    expect(found?.parts.compute).toBe(730_000_000);
    expect(found?.parts.disk).toBe(10_000_000);
    expect(rent({ demand: { tokensPerDay: 43_200_001 }, terms: { hoursPerDay: 6 } })?.machines.expected).toBe(
      2,
    );
  });

  it("prefers the rates that the offer states, and uses the disk that it includes", () => {
    const stated = {
      microUsdPerGibMonthDisk: microUsd(50_000),
      microUsdPerGibEgress: microUsd(0),
      diskGib: 500,
    };
    expect(rent({ price: stated })?.parts).toMatchObject({ disk: 5_000_000, egress: 0 });
    expect(rent({ price: { diskGib: 500 } })?.parts.disk).toBe(0);
    expect(rent({ price: { diskGib: 60 } })?.parts.disk).toBe(4_000_000);
  });

  it("gives the low cost for the high throughput", () => {
    const found = rent({
      speed: { low: 100, expected: 1000, high: 2000 },
      demand: { tokensPerDay: 200_000_000 },
    });
    expect(found?.machines).toEqual({ low: 1, expected: 2, high: 12 });
    expect(found && found.microUsdPerMonth.low < found.microUsdPerMonth.expected).toBe(true);
    expect(found && found.microUsdPerMonth.expected < found.microUsdPerMonth.high).toBe(true);
  });

  it("returns null beyond ten thousand machines", () => {
    expect(rent({ demand: { tokensPerDay: 1e11 }, speed: exactly(1) })).toBeNull();
  });

  it.each([
    ["traffic", { bytesPerOutputToken: 100_000, microUsdPerGibEgress: microUsd(100_000_000) }],
    ["disk", { extraDiskGib: 100_000, microUsdPerGibMonthDisk: microUsd(100_000_000_000) }],
  ])("returns null if %s alone costs more than a safe integer of micro-USD", (_, terms) => {
    const demand = { tokensPerDay: 1e11, inputPerOutput: 0.01 };
    expect(rent({ demand, terms, speed: exactly(10_000) })).toBeNull();
  });

  it("never falls with volume, and the parts add up to the month", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (tokensPerDay, more, feeShare) => {
          const [small, large] = [
            rent({ demand: { tokensPerDay, feeShare } }),
            rent({ demand: { tokensPerDay: tokensPerDay + more, feeShare } }),
          ];
          if (!small || !large) throw new Error("too many machines");
          expect(large.microUsdPerMonth.expected).toBeGreaterThanOrEqual(small.microUsdPerMonth.expected);
          const { compute, disk, egress, fee } = small.parts;
          expect(compute + disk + egress + fee).toBe(small.microUsdPerMonth.expected);
          const { low, expected, high } = small.microUsdPerMonth;
          expect(low <= expected && expected <= high).toBe(true);
          expect(small.busyShare).toBeLessThanOrEqual(terms.loadShare + 1e-9);
        },
      ),
    );
  });
});

describe("rentalCurve", () => {
  it("gives the landed cost at the same volume", () => {
    const input = { price: bare, outputTokensPerSecond: exactly(1000), weightsGib: 70, demand, terms };
    const found = landedRent(input);
    expect(Math.round(rentPerMonth(rentalCurve(input), demand.tokensPerDay, "expected"))).toBe(
      found?.microUsdPerMonth.expected,
    );
  });
});

describe("landedCall", () => {
  const price: TokenPrice = {
    unit: "million_tokens",
    inputMicroUsd: microUsd(590_000),
    outputMicroUsd: microUsd(790_000),
    cachedInputMicroUsd: microUsd(300_000),
  };

  it.each([
    // 3 : 1 of $0.59 and $0.79 is $0.64.
    ["plain", {}, price, 640_000],
    ["with a fee", { feeShare: 0.1 }, price, 704_000],
    ["with half the input cached", { cachedShare: 0.5 }, price, 531_250],
    [
      "with no price for cached input",
      { cachedShare: 0.5 },
      { ...price, cachedInputMicroUsd: null },
      640_000,
    ],
    ["with as much output as input", { inputPerOutput: 1 }, price, 690_000],
  ])("is the blend of the prices %s", (_, more, given, perMillion) => {
    const found = landedCall(given, { ...demand, ...more });
    expect(found.microUsdPerMillionTokens).toBe(perMillion);
    expect(callCostPerToken(given, { ...demand, ...more })).toBeCloseTo(perMillion / 1e6, 12);
    expect(found.microUsdPerMonth).toBe(Math.round(perMillion * 730));
  });

  it("has parts that add up to the month", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const rate = fc.integer({ min: 0, max: 20_000_000 }).map(microUsd);
    fc.assert(
      fc.property(
        share,
        share,
        fc.integer({ min: 1, max: 1e9 }),
        rate,
        rate,
        (cachedShare, feeShare, tokensPerDay, inputMicroUsd, outputMicroUsd) => {
          const rates = { ...price, inputMicroUsd, outputMicroUsd };
          const { parts, microUsdPerMonth } = landedCall(rates, {
            ...demand,
            cachedShare,
            feeShare,
            tokensPerDay,
          });
          expect(parts.input + parts.cachedInput + parts.output + parts.fee).toBe(microUsdPerMonth);
        },
      ),
    );
  });

  it("rounds once, half to even", () => {
    const cent = {
      ...price,
      inputMicroUsd: microUsd(1),
      outputMicroUsd: microUsd(2),
      cachedInputMicroUsd: null,
    };
    expect(landedCall(cent, { ...demand, inputPerOutput: 1 }).microUsdPerMillionTokens).toBe(2);
    const other = { ...cent, outputMicroUsd: microUsd(4) };
    expect(landedCall(other, { ...demand, inputPerOutput: 1 }).microUsdPerMillionTokens).toBe(2);
  });
});
