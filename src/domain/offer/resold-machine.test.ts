import { describe, expect, it } from "vitest";
import { countMachinesOnce } from "./resold-machine";

const direct = (more = {}) => ({
  provider: "lambda",
  instanceType: "gpu_8x_a100",
  gpuCount: 8,
  weight: 1,
  ...more,
});
const resold = (more = {}) => ({
  provider: "shadeform",
  instanceType: "lambdalabs A100x8",
  gpuCount: 8,
  weight: 1,
  ...more,
});

describe("countMachinesOnce", () => {
  it.each([
    ["at the cloud if both prices are equally fresh", resold(), direct(), "lambda"],
    ["at the aggregator if its price is fresher", resold(), direct({ weight: 0.25 }), "shadeform"],
    ["at the cloud if its price is fresher", resold({ weight: 0.5 }), direct(), "lambda"],
  ])("counts a machine %s, whatever the order of the offers", (_, one, other, counts) => {
    for (const offers of [
      [one, other],
      [other, one],
    ]) {
      const { counted, duplicates } = countMachinesOnce(offers);
      expect(counted.map(({ provider }) => provider)).toEqual([counts]);
      expect(duplicates.map(({ countsAt }) => countsAt)).toEqual([counts]);
    }
  });

  it("counts every offer of the chosen provider in the given order, and keeps other sizes and clouds", () => {
    const offers = [direct(), resold({ gpuCount: 4 }), direct({ instanceType: "gpu_8x_a100_west" })];
    expect(countMachinesOnce(offers)).toEqual({ counted: offers, duplicates: [] });
    const otherClouds = [resold({ instanceType: "hyperstack A100x8" }), direct()];
    expect(countMachinesOnce(otherClouds)).toEqual({ counted: otherClouds, duplicates: [] });
  });
});
