import type { FieldIssue } from "@/domain/field-issues";
import { offerIdPattern } from "@/domain/offer/offer-id";
import { readScoring, scoringKeys } from "@/domain/offer/scoring-search";
import type { SearchParameters } from "@/domain/search-parameters";

/** The most columns that fit side by side on a screen; the procedure accepts no more. */
export const MAX_COMPARED = 5;

export type ComparedIds = {
  /** Well-formed ids without duplicates, in the given order. */
  ids: string[];
  malformed: string[];
  /** Well-formed ids beyond the first five. */
  surplus: string[];
};

/** Reads `?ids=a,b,c`. Malformed and surplus ids are reported, never silently dropped. */
export function readComparedIds(given: string | string[] | undefined): ComparedIds {
  const texts = (Array.isArray(given) ? given.join(",") : (given ?? ""))
    .split(",")
    .map((text) => text.trim());
  const named = [...new Set(texts.filter(Boolean))];
  const wellFormed = named.filter((text) => offerIdPattern.test(text));
  return {
    ids: wellFormed.slice(0, MAX_COMPARED),
    malformed: named.filter((text) => !offerIdPattern.test(text)).map((text) => text.slice(0, 60)),
    surplus: wellFormed.slice(MAX_COMPARED),
  };
}

/** Issues with the other parameters of the page; separate notices cover the ids. */
export function comparisonIssues({ ids: _ids, ...parameters }: SearchParameters): FieldIssue[] {
  const foreign = Object.keys(parameters).filter((name) => !scoringKeys.some((key) => key === name));
  return [
    ...readScoring(parameters).issues,
    ...foreign.map((field): FieldIssue => ({ field, code: "unknown_parameter", parameters: {} })),
  ];
}
