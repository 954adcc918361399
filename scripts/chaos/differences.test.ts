import { describe, expect, it } from "vitest";
import { countDifferentValues, countDuplicates, findWrong, type Point } from "./differences";

const point = (
  key: string,
  seconds: number,
  price: string | null,
  until = Number.POSITIVE_INFINITY,
): Point => ({
  key,
  atMs: seconds * 1000,
  price,
  nextAtMs: until * 1000,
});

describe("countDifferentValues", () => {
  it("counts a row with another value, and one that only one of them has", () => {
    const own = new Map([
      ["a", "1|f"],
      ["b", "2|f"],
      ["c", "3|f"],
    ]);
    const twin = new Map([
      ["a", "1|f"],
      ["b", "9|f"],
      ["d", "4|f"],
    ]);
    expect(countDifferentValues(own, twin)).toBe(3);
  });

  it("does not count an offer that is gone at the twin and was never seen", () => {
    expect(countDifferentValues(new Map(), new Map([["a", "1|t"]]))).toBe(0);
    expect(countDifferentValues(new Map([["a", "1|f"]]), new Map([["a", "1|t"]]))).toBe(1);
  });
});

describe("findWrong", () => {
  const twin = [point("a", 0, "100", 300), point("a", 300, "200")];

  it("accepts a price that the twin had at that time, or shortly before or after", () => {
    const right = [point("a", 100, "100"), point("a", 320, "100"), point("a", 280, "200")];
    expect(findWrong(right, twin, 0)).toEqual([]);
  });

  it("counts a price that the twin never had, had at another time, or had for another offer", () => {
    const wrong = [
      point("a", 100, "101"),
      point("a", 100, "200"),
      point("b", 100, "100"),
      point("a", 100, null),
    ];
    expect(findWrong(wrong, twin, 0)).toEqual(wrong);
  });
});

describe("findWrong, before the twin", () => {
  it("judges nothing, and everything from then on", () => {
    const twin = [point("a", 100, "100")];
    expect(findWrong([point("a", 99, "7"), point("a", 100, "8")], twin, 100_000)).toEqual([
      point("a", 100, "8"),
    ]);
  });
});

describe("countDuplicates", () => {
  it("counts a point that repeats the price of the one before, of the same offer only", () => {
    const points = [point("a", 0, "100"), point("a", 1, "100"), point("b", 2, "100"), point("b", 3, "90")];
    expect(countDuplicates(points)).toBe(1);
  });
});
