import { describe, expect, it } from "vitest";
import {
  assumptionFields,
  parseQuestion,
  questionDefaults,
  writeField,
} from "@/domain/rent-or-call/rent-or-call";
import { locales } from "@/locale/locales";
import { fromNotation, inNotation } from "./figure-notation";

describe("figures of the question", () => {
  it.each([
    ["0.1", "0,1"],
    ["45.5..65..85", "45,5..65..85"],
    ["1.5M", "1,5M"],
    ["4096", "4096"],
  ])("%s is written %s in Spanish, and both are read", (plain, spanish) => {
    expect([inNotation(plain, "en"), inNotation(plain, "es")]).toEqual([plain, spanish]);
    expect([fromNotation(spanish, "es"), fromNotation(plain, "es")]).toEqual([plain, plain]);
  });

  it.each([
    ["4.096", "es"],
    ["4,096", "en"],
    ["45..", "es"],
    ["many", "en"],
  ] as const)("%s is refused (%s), never read as something else", (typed, locale) => {
    expect(fromNotation(typed, locale)).toBeNull();
  });

  it.each(locales)("no default shows a decimal point where the language has a comma: %s", (locale) => {
    for (const field of assumptionFields) {
      const shown = inNotation(writeField(field, questionDefaults), locale);
      expect(shown).not.toMatch(locale === "es" ? /\d\.\d/ : /\d,\d/);
      expect(fromNotation(shown, locale)).toBe(writeField(field, questionDefaults));
    }
  });

  it("is understood when a form sends it without script", () => {
    const { question, issues } = parseQuestion({ disk: "0,125", mbu: "40,5..50..60", tokens: "1,5M" });
    expect(issues).toEqual([]);
    expect([question.disk, question.mbu.low, question.tokens]).toEqual([0.125, 40.5, 1_500_000]);
  });

  it("never takes a group of thousands for decimals", () => {
    expect(parseQuestion({ speed: "1,000", context: "4,096" }).issues.map(({ field }) => field)).toEqual([
      "speed",
      "context",
    ]);
  });
});
