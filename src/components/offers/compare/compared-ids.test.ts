import { describe, expect, it } from "vitest";
import { comparisonIssues, readComparedIds } from "./compared-ids";

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

describe("comparisonIssues", () => {
  it("names what is not of the page, and what is wrong with what is", () => {
    expect(comparisonIssues({ ids: "x", preset: "training", gpu: "h100-sxm-80", vram: "24.." })).toEqual([]);
    expect(comparisonIssues({ weights: "price:0", price: "..3" })).toMatchObject([
      { field: "weights", code: "weights_zero" },
      { field: "price", code: "unknown_parameter" },
    ]);
  });
});
