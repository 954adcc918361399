import type { FieldIssue } from "@/domain/field-issues";
import type { SearchParameters } from "@/domain/search-parameters";
import { emptySearch, type OfferSearch, parseSearch } from "./offer-search";

/** The fields of a search that say how offers are weighed, and by which version of the reference. Every link from one search to another keeps them. */
export const weighingKeys = [
  "preset",
  "weights",
  "reference",
] as const satisfies readonly (keyof OfferSearch)[];

/** With them, the fields on which a score depends: the filters that say which GPUs the question is about set its scales. */
export const scoringKeys = [
  ...weighingKeys,
  ...(["q", "gpu", "vendor", "form", "vram"] as const),
] as const satisfies readonly (keyof OfferSearch)[];

/** A search with nothing but what a score depends on: for the page of one offer and for a comparison. */
export function scoringOf(search: OfferSearch): OfferSearch {
  return { ...emptySearch, ...pick(search, scoringKeys) };
}

/** A search with nothing but how offers are weighed: for links that ask about other GPUs. */
export function weighingOf(search: OfferSearch): OfferSearch {
  return { ...emptySearch, ...pick(search, weighingKeys) };
}

/** Reads what a score depends on from the parameters of a page that has others of its own, which it leaves alone. */
export function readScoring(parameters: SearchParameters): { search: OfferSearch; issues: FieldIssue[] } {
  const own = Object.entries(parameters).filter(([name]) => scoringKeys.some((key) => key === name));
  return parseSearch(Object.fromEntries(own));
}

function pick<Key extends keyof OfferSearch>(
  search: OfferSearch,
  keys: readonly Key[],
): Pick<OfferSearch, Key> {
  // Each of the keys has its entry.
  return Object.fromEntries(keys.map((key) => [key, search[key]])) as Pick<OfferSearch, Key>;
}
