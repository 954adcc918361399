import { type FilterKey, filterKeys } from "@/domain/offer-search";
import type { CodedColumn, Columns } from "./columns";
import { bitOf, type Failures, HIDDEN } from "./filter";

export const facetKeys = [
  "gpu",
  "vendor",
  "provider",
  "country",
  "region",
  "form",
  "availability",
  "source",
  "pricing",
] as const;
export type FacetKey = (typeof facetKeys)[number] & CodedColumn & FilterKey;

export type FacetValue = { value: string; count: number };
export type Facets = Record<FacetKey, FacetValue[]>;

/** How many offers one filter alone takes away: they pass all the others. */
export type Removed = { filter: FilterKey; count: number };

export type Counts = { facets: Facets; removed: Removed[]; visible: number };

/**
 * Counts, per value of each facet, the offers one would see by choosing it: a facet ignores its own filter, and no other.
 * One pass over the rows. Values without offers are left out; the most frequent come first.
 */
export function countFacets(columns: Columns, failures: Failures): Counts {
  const tallies = facetKeys.map((key) => new Uint32Array(columns.dictionaries[key].words.length));
  const codes = facetKeys.map((key) => columns.coded[key]);
  const facetOfBit = new Map(facetKeys.map((key, facet) => [bitOf(key), facet]));
  const alone = new Map<number, number>();
  let visible = 0;
  for (let row = 0; row < failures.length; row += 1) {
    const failed = failures[row] as number;
    if (failed >= HIDDEN) continue;
    visible += 1;
    if (failed === 0)
      for (let facet = 0; facet < tallies.length; facet += 1) add(tallies[facet], codes[facet], row);
    else if ((failed & (failed - 1)) === 0) {
      alone.set(failed, (alone.get(failed) ?? 0) + 1);
      const facet = facetOfBit.get(failed);
      if (facet !== undefined) add(tallies[facet], codes[facet], row);
    }
  }
  const removed = filterKeys.flatMap((filter) => {
    const count = alone.get(bitOf(filter)) ?? 0;
    return count > 0 ? [{ filter, count }] : [];
  });
  return { facets: readTallies(columns, tallies), removed, visible };
}

function add(tally: Uint32Array | undefined, codes: Uint16Array | undefined, row: number): void {
  if (!tally || !codes) return;
  const code = codes[row] as number;
  tally[code] = (tally[code] as number) + 1;
}

function readTallies(columns: Columns, tallies: readonly Uint32Array[]): Facets {
  const entries = facetKeys.map((key, facet) => {
    const values = columns.dictionaries[key].words.flatMap((value, code) => {
      const count = tallies[facet]?.[code] ?? 0;
      return count > 0 && value !== "" ? [{ value, count }] : [];
    });
    return [key, values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))] as const;
  });
  // Every facet key has its entry: the list above is made from them.
  return Object.fromEntries(entries) as Facets;
}
