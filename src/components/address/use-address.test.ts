import { describe, expect, it } from "vitest";
import { legibleQuery, parametersOf } from "./use-address";

describe("parametersOf", () => {
  it("gives every name once with all its values, with or without a question mark", () => {
    const given = { gpu: ["h100", "a100"], q: ["two words"] };
    expect(parametersOf("?gpu=h100&q=two+words&gpu=a100")).toEqual(given);
    expect(parametersOf("gpu=h100&q=two+words&gpu=a100")).toEqual(given);
    expect(parametersOf("")).toEqual({});
  });
});

describe("legibleQuery", () => {
  it("keeps commas and colons, and parses back to the same values", () => {
    const query = legibleQuery(new URLSearchParams({ gpu: "h100,a100", ratio: "3:1", q: "a&b %2C" }));
    expect(query).toMatch(/^\?gpu=h100,a100&ratio=3:1&q=/);
    expect(parametersOf(query)).toEqual({ gpu: ["h100,a100"], ratio: ["3:1"], q: ["a&b %2C"] });
  });

  it("is empty without parameters", () => expect(legibleQuery(new URLSearchParams())).toBe(""));
});
