import { describe, expect, it } from "vitest";
import { besideTheirSecondDoors } from "./two-doors";

const own = (more = {}) => ({
  provider: "lambda",
  instanceType: "gpu_8x_a100",
  gpuCount: 8,
  weight: 1,
  ...more,
});
const through = (more = {}) => ({
  provider: "shadeform",
  instanceType: "lambdalabs A100x8",
  gpuCount: 8,
  weight: 1,
  ...more,
});

describe("besideTheirSecondDoors", () => {
  it.each([
    ["at the cloud when both are alike", through(), own(), "lambda"],
    ["at the aggregator when that is fresher", through(), own({ weight: 0.25 }), "shadeform"],
    ["at the cloud when that is fresher", through({ weight: 0.5 }), own(), "lambda"],
  ])("a machine counts %s, in whichever order they come", (_, one, other, counts) => {
    for (const offers of [
      [one, other],
      [other, one],
    ]) {
      const { counted, second } = besideTheirSecondDoors(offers);
      expect(counted.map(({ provider }) => provider)).toEqual([counts]);
      expect(second.map(({ countsAt }) => countsAt)).toEqual([counts]);
    }
  });

  it("every offer of the door counts, in the order given, and another size or cloud is another machine", () => {
    const offers = [own(), through({ gpuCount: 4 }), own({ instanceType: "gpu_8x_a100_west" })];
    expect(besideTheirSecondDoors(offers)).toEqual({ counted: offers, second: [] });
    const strangers = [through({ instanceType: "hyperstack A100x8" }), own()];
    expect(besideTheirSecondDoors(strangers)).toEqual({ counted: strangers, second: [] });
  });
});
