import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assumptionFields,
  demandOf,
  parseQuestion,
  questionDefaults,
  questionFields,
  type RentOrCallQuestion,
  rentTermsOf,
  requestOf,
  servingAssumptionsOf,
  writeQuestion,
  writeTokens,
} from "./rent-or-call";

describe("parseQuestion", () => {
  it("returns the default question for no parameters", () => {
    expect(parseQuestion({})).toEqual({ question: questionDefaults, issues: [] });
    expect(parseQuestion({ tokens: "" })).toEqual({ question: questionDefaults, issues: [] });
  });

  it.each<[keyof RentOrCallQuestion, string, unknown]>([
    ["model", "llama-3.3-70b-instruct", "llama-3.3-70b-instruct"],
    ["tokens", "250k", 250_000],
    ["tokens", "1.5M", 1_500_000],
    ["tokens", "12345678", 12_345_678],
    ["ratio", "0.5", 0.5],
    ["bits", "4", "4"],
    ["context", "32768", 32_768],
    ["pricing", "any", "any"],
    ["mbu", "40..60..80", { low: 40, expected: 60, high: 80 }],
    ["mbu", "60", { low: 60, expected: 60, high: 60 }],
    ["hours", "8.5", 8.5],
    ["fee", "0", 0],
  ])("reads %s=%s", (field, text, value) => {
    const { question, issues } = parseQuestion({ [field]: text });
    expect(issues).toEqual([]);
    expect(question).toEqual({ ...questionDefaults, [field]: value });
  });

  it.each([
    ["model", "gpt-9", "model_unknown", {}],
    ["tokens", "many", "tokens_form", {}],
    ["tokens", "5", "tokens_bounds", {}],
    ["tokens", "999999M", "tokens_bounds", {}],
    ["ratio", "-1", "not_a_number", {}],
    ["ratio", "0", "out_of_range", { least: "0.01", most: "1000" }],
    ["context", "100.5", "not_whole", {}],
    ["bits", "3", "not_an_option", { options: ["4", "8", "16"] }],
    ["mbu", "80..60..40", "percents_form", {}],
    ["mbu", "40..60", "percents_form", {}],
    ["mbu", "40..60..101", "percents_bounds", {}],
    ["load", "0", "out_of_range", { least: "1", most: "100" }],
    ["colour", "red", "unknown_parameter", {}],
    ["constructor", "x", "unknown_parameter", {}],
  ])("names %s=%s and leaves the default", (field, text, code, parameters) => {
    expect(parseQuestion({ [field]: text })).toEqual({
      question: questionDefaults,
      issues: [{ field, code, parameters }],
    });
  });

  it("refuses a parameter that is given twice", () => {
    expect(parseQuestion({ ratio: ["1", "2"] })).toEqual({
      question: questionDefaults,
      issues: [{ field: "ratio", code: "not_a_number", parameters: {} }],
    });
  });
});

describe("writeQuestion", () => {
  it("omits defaults", () => {
    expect(writeQuestion(questionDefaults).toString()).toBe("");
    expect(writeQuestion({ ...questionDefaults, tokens: 5e8, bits: "4" }).toString()).toBe(
      "tokens=500M&bits=4",
    );
  });

  it.each([
    [1e6, "1M"],
    [2_500_000, "2.5M"],
    [1e11, "100000M"],
    [250_000, "250k"],
    [1500, "1.5k"],
    [1_234_567, "1234567"],
  ])("writes %d tokens as %s", (tokens, text) => expect(writeTokens(tokens)).toBe(text));

  const percent = fc.integer({ min: 1, max: 100 });
  const interval = fc
    .tuple(percent, percent, percent)
    .map((values) => values.sort((a, b) => a - b))
    .map(([low = 1, expected = 1, high = 1]) => ({ low, expected, high }));
  const decimal = (most: number) => fc.integer({ min: 1, max: most * 100 }).map((value) => value / 100);

  it("writes any question so that it is read back unchanged", () => {
    const changes = fc.record({
      tokens: fc.integer({ min: 1000, max: 1e11 }),
      ratio: decimal(1000),
      speed: decimal(1000),
      bits: fc.constantFrom("16", "8", "4"),
      context: fc.integer({ min: 16, max: 10_000_000 }),
      pricing: fc.constantFrom("on_demand", "spot", "any"),
      sort: fc.constantFrom("cost", "worst", "speed"),
      mbu: interval,
      mfu: interval,
      tp: interval,
      pcie: interval,
      kv: fc.constantFrom("16", "8"),
      seqs: fc.integer({ min: 1, max: 4096 }),
      load: fc.integer({ min: 1, max: 100 }),
      hours: fc.integer({ min: 1, max: 96 }).map((quarters) => quarters / 4),
      disk: decimal(100),
      extra: decimal(1000),
      egress: decimal(100),
      bytes: decimal(1000),
      fee: decimal(100),
      cached: decimal(100),
    });
    fc.assert(
      fc.property(changes, (change) => {
        const question = { ...questionDefaults, ...change } as RentOrCallQuestion;
        const written = Object.fromEntries(writeQuestion(question));
        expect(parseQuestion(written)).toEqual({ question, issues: [] });
      }),
    );
  });
});

describe("the question", () => {
  it("has every assumption exactly once among its fields", () => {
    expect(new Set(assumptionFields).size).toBe(assumptionFields.length);
    for (const field of assumptionFields) expect(questionFields).toContain(field);
  });

  it("converts percent to shares and dollars to micro-USD", () => {
    const question = { ...questionDefaults, fee: 5, cached: 50, load: 40 };
    expect(demandOf(question)).toEqual({
      tokensPerDay: 1e7,
      inputPerOutput: 3,
      cachedShare: 0.5,
      feeShare: 0.05,
    });
    expect(rentTermsOf(question)).toMatchObject({
      loadShare: 0.4,
      microUsdPerGibMonthDisk: 100_000,
      microUsdPerGibEgress: 90_000,
    });
    expect(servingAssumptionsOf(question).bandwidthUse).toEqual({ low: 0.45, expected: 0.65, high: 0.85 });
  });

  it.each([
    [4096, 3],
    [16, 1000],
    [16, 0.01],
  ])("splits %d tokens exactly at %d : 1", (context, ratio) => {
    const { inputTokens, outputTokens } = requestOf({ context, ratio });
    expect(inputTokens + outputTokens).toBeCloseTo(context, 9);
    expect(inputTokens / outputTokens).toBeCloseTo(ratio, 6);
  });
});
