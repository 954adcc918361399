import { describe, expect, it } from "vitest";
import { compareHref, readComparedIds, readWeighting, weightingParameters } from "./compared-ids";

const id = (digit: string) => `off_${digit.repeat(32)}`;

describe("readComparedIds", () => {
  it("keeps the order, drops duplicates, and reports malformed ids and ids beyond the limit", () => {
    const six = ["5", "1", "2", "3", "4", "6"].map(id);
    expect(readComparedIds([...six, id("1"), "off_x", " ", ""].join(","))).toEqual({
      ids: six.slice(0, 5),
      malformed: ["off_x"],
      surplus: [id("6")],
    });
  });

  it.each([undefined, "", ",,", []])("%j gives nothing to compare", (given) => {
    expect(readComparedIds(given)).toEqual({ ids: [], malformed: [], surplus: [] });
  });

  it("joins a repeated parameter and truncates overlong values", () => {
    expect(readComparedIds([id("1"), id("2")]).ids).toEqual([id("1"), id("2")]);
    expect(readComparedIds("x".repeat(5000)).malformed).toEqual(["x".repeat(60)]);
  });
});

describe("weighing", () => {
  it("keeps only the weights and preset of a search, in a round trip", () => {
    const weighting = readWeighting({
      ids: id("1"),
      preset: "training",
      gpu: "h100-sxm-80",
      weights: "price:2,vram:1",
    });
    expect(weighting.preset).toBe("training");
    expect(weighting.weights).toMatchObject({ price: 2, vram: 1, throughput: 0 });
    const parameters = weightingParameters(weighting);
    expect(Object.keys(parameters).sort()).toEqual(["preset", "weights"]);
    expect(readWeighting(parameters)).toEqual(weighting);
  });

  it("adds nothing to links for default weights", () => {
    expect(compareHref([], {})).toBe("/compare");
    expect(compareHref([id("1"), id("2")], {})).toBe(`/compare?ids=${id("1")},${id("2")}`);
    expect(compareHref([id("1")], { preset: "training" })).toBe(`/compare?ids=${id("1")}&preset=training`);
  });
});
