import { describe, expect, it } from "vitest";
import { seededRandom } from "../random";
import { type Machine, price, setPrice, tick } from "./state";

function machine(id: string, usd = 2): Machine {
  return {
    id,
    instanceType: `type-${id}`,
    gpu: "H100 SXM",
    gpuCount: 8,
    vramGib: 80,
    places: ["x"],
    onDemand: price(usd),
    spot: price(usd * 0.6),
    stock: "high",
    vcpus: null,
    ramGib: null,
  };
}

function marketOf(count: number): Machine[] {
  return Array.from({ length: count }, (_, index) => machine(String(index)));
}

const currentPrices = (market: Machine[]) =>
  market.flatMap(({ onDemand, spot }) => [onDemand?.current ?? 0, spot?.current ?? 0]);

describe("tick", () => {
  it("moves about 3 % of the prices at a time", () => {
    const market = marketOf(2_000);
    const before = currentPrices(market);
    tick(market, seededRandom(1));
    const moved = currentPrices(market).filter((amount, index) => amount !== before[index]).length;
    expect(moved / before.length).toBeGreaterThan(0.02);
    expect(moved / before.length).toBeLessThan(0.04);
  });

  it("keeps every price within 35 % of its anchor and spot below on demand, however long it runs", () => {
    const market = marketOf(40);
    const random = seededRandom(9);
    for (let step = 0; step < 3_000; step += 1) tick(market, random);
    for (const { onDemand, spot } of market) {
      if (!onDemand || !spot) throw new Error("a price was lost");
      expect(onDemand.current / onDemand.anchor).toBeGreaterThan(0.74);
      expect(onDemand.current / onDemand.anchor).toBeLessThan(1.351);
      expect(spot.current).toBeLessThan(onDemand.current);
    }
  });

  it("returns to the anchor on average", () => {
    const market = marketOf(300);
    const random = seededRandom(4);
    for (let step = 0; step < 1_000; step += 1) tick(market, random);
    const mean = market.reduce((sum, { onDemand }) => sum + (onDemand?.current ?? 0), 0) / 300;
    expect(mean / 2_000_000).toBeCloseTo(1, 1);
  });

  it("changes stock, but rarely", () => {
    const market = marketOf(2_000);
    tick(market, seededRandom(2));
    const moved = market.filter(({ stock }) => stock !== "high").length;
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(20);
  });
});

describe("setPrice", () => {
  it("sets new anchors for matching machines and reports the change", () => {
    const machines = [machine("one"), machine("two")];
    const changed = setPrice(machines, { match: "TYPE-TWO", usdPerGpuHour: 1.5, isSpot: false });
    expect(changed).toEqual([
      { machineId: "two", isSpot: false, fromMicroUsd: 2_000_000, toMicroUsd: 1_500_000 },
    ]);
    expect(machines.map(({ onDemand }) => onDemand?.anchor)).toEqual([2_000_000, 1_500_000]);
  });

  it("changes nothing if nothing matches or nothing is sold that way", () => {
    const machines = [{ ...machine("one"), spot: null }];
    expect(setPrice(machines, { match: "one", usdPerGpuHour: 1, isSpot: true })).toEqual([]);
    expect(setPrice(machines, { match: "B200", usdPerGpuHour: 1, isSpot: false })).toEqual([]);
  });
});
