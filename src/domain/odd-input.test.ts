import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseModelSearch, writeModelSearch } from "@/domain/model/model-search";
import { parseSearch, searchParameterNames, writeSearch } from "@/domain/offer/offer-search";
import { readScoring } from "@/domain/offer/scoring-search";
import { demandOf, parseQuestion, rentTermsOf, writeQuestion } from "@/domain/rent-or-call/rent-or-call";
import { parseMicroUsd } from "./money";
import { oddParameters, oddText } from "./odd-text.double";

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const parsers = {
  "the market's search": (given: Record<string, string | string[]>) => {
    const { search, issues } = parseSearch(given);
    return { read: search, issues, again: parseSearch(Object.fromEntries(writeSearch(search))).search };
  },
  "what a score depends on": (given: Record<string, string | string[]>) => {
    const { search, issues } = readScoring(given);
    return { read: search, issues, again: readScoring(Object.fromEntries(writeSearch(search))).search };
  },
  "the models' search": (given: Record<string, string | string[]>) => {
    const { search, issues } = parseModelSearch(given);
    return {
      read: search,
      issues,
      again: parseModelSearch(Object.fromEntries(writeModelSearch(search))).search,
    };
  },
  "the question rent or call": (given: Record<string, string | string[]>) => {
    const { question, issues } = parseQuestion(given);
    const again = parseQuestion(Object.fromEntries(writeQuestion(question))).question;
    expect(numbersIn([demandOf(question), rentTermsOf(question)]).every(Number.isFinite)).toBe(true);
    return { read: question, issues, again };
  },
};

const names = [
  ...searchParameterNames,
  "developer",
  "size",
  "context",
  "served",
  "ratio",
  "model",
  "tokens",
  "mbu",
  "disk",
];

describe("whatever stands in an address", () => {
  it.each(Object.entries(parsers))(
    "%s reads it without a throw, into finite figures that it can write and read again",
    (_, parse) => {
      fc.assert(
        fc.property(oddParameters(names), (given) => {
          const { read, issues, again } = parse(given);
          expect(again).toEqual(read);
          expect(numbersIn(read).every(Number.isFinite)).toBe(true);
          for (const { field } of issues) expect(Object.keys(given)).toContain(field);
        }),
        { numRuns: 500 },
      );
    },
  );

  it("is an amount that is exact, or is refused", () => {
    fc.assert(
      fc.property(oddText, (text) => {
        let amount = 0;
        try {
          amount = parseMicroUsd(text);
        } catch (error) {
          expect(error).toMatchObject({ code: "INVALID_INPUT" });
        }
        expect(Number.isSafeInteger(amount)).toBe(true);
      }),
    );
  });
});
