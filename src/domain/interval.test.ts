import { describe, expect, it } from "vitest";
import { eachCase, opposite } from "./interval";

describe("eachCase", () => {
  it("returns one value per case", () => {
    expect(eachCase((name) => `${name}!`)).toEqual({ low: "low!", expected: "expected!", high: "high!" });
  });
});

describe("opposite", () => {
  it("swaps the ends and keeps the middle", () => {
    expect(eachCase((name) => opposite[opposite[name]])).toEqual(eachCase((name) => name));
    expect(opposite.low).toBe("high");
  });
});
