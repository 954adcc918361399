import { type FilterKey, filterKeys } from "@/domain/offer/offer-search";
import type { CodedColumn, Columns } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
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

/** How many offers only this filter removes: they pass all the others. */
export type Removed = { filter: FilterKey; count: number };

export type Counts = { facets: Facets; removed: Removed[]; visible: number };

/** One per facet, one count per code of its column. */
type Tallies = Uint32Array[];

/** Rows of visible feeds that fail a filter, and for each filter how many fail only that one. */
type Failing = { rows: Uint32Array; visible: number; alone: Uint32Array };

/** The tallies of all rows of visible feeds, kept until the market or what is visible changes; null: asked for once so far. */
const kept = new WeakMap<Market, { at: string; tallies: Tallies | null }>();

/**
 * Counts, for each value of each facet, the offers that choosing it would show: a facet ignores its own filter and applies all
 * others. Values without offers are omitted; the most frequent come first.
 *
 * @param passing the rows that pass every filter. Counting goes over these or over the others, whichever are fewer.
 */
export function countFacets(
  market: Market,
  failures: Failures,
  passing: Uint32Array,
  visible: ReadonlySet<string>,
): Counts {
  const { columns } = market;
  const failing = failingRows(failures);
  const totals = passing.length > failing.rows.length ? keptTotals(market, visible) : null;
  const tallies = totals
    ? takenAway(totals, columns, failures, failing)
    : addedUp(columns, failures, passing, failing);
  const removed = filterKeys.flatMap((filter, place) => {
    const count = failing.alone[place] ?? 0;
    return count > 0 ? [{ filter, count }] : [];
  });
  return { facets: readTallies(columns, tallies), removed, visible: failing.visible };
}

function addedUp(columns: Columns, failures: Failures, passing: Uint32Array, failing: Failing): Tallies {
  return facetKeys.map((key) => {
    const counts = tally(columns, key, passing);
    const bit = bitOf(key);
    if (isAlone(failing, key))
      addTally(counts, columns.coded[key], failing.rows, 1, (row) => failures[row] === bit);
    return counts;
  });
}

function takenAway(totals: Tallies, columns: Columns, failures: Failures, failing: Failing): Tallies {
  return facetKeys.map((key, facet) => {
    const counts = Uint32Array.from(totals[facet] ?? []);
    const bit = bitOf(key);
    const others = isAlone(failing, key) ? (row: number) => failures[row] !== bit : null;
    addTally(counts, columns.coded[key], failing.rows, -1, others);
    return counts;
  });
}

function keptTotals(market: Market, visible: ReadonlySet<string>): Tallies | null {
  const { columns, revision } = market;
  const at = JSON.stringify([revision, ...visible]);
  const known = kept.get(market);
  if (known?.at !== at) {
    kept.set(market, { at, tallies: null });
    return null;
  }
  if (known.tallies) return known.tallies;
  const isVisible = columns.dictionaries.feed.words.map((feed) => visible.has(feed));
  const rows = new Uint32Array(columns.length);
  let count = 0;
  for (let row = 0; row < columns.length; row += 1)
    if (isVisible[columns.coded.feed[row] as number]) rows[count++] = row;
  const tallies = facetKeys.map((key) => tally(columns, key, rows.subarray(0, count)));
  kept.set(market, { at, tallies });
  return tallies;
}

function tally(columns: Columns, key: FacetKey, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(columns.dictionaries[key].words.length);
  addTally(counts, columns.coded[key], rows, 1, null);
  return counts;
}

function addTally(
  counts: Uint32Array,
  codes: Uint16Array,
  rows: Uint32Array,
  step: 1 | -1,
  isCounted: ((row: number) => boolean) | null,
): void {
  for (const row of rows) {
    if (isCounted !== null && !isCounted(row)) continue;
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + step;
  }
}

function isAlone({ alone }: Failing, key: FacetKey): boolean {
  return (alone[filterKeys.indexOf(key)] ?? 0) > 0;
}

function failingRows(failures: Failures): Failing {
  const rows = new Uint32Array(failures.length);
  const alone = new Uint32Array(32);
  let [visible, count] = [0, 0];
  for (let row = 0; row < failures.length; row += 1) {
    const failed = failures[row] as number;
    if (failed >= HIDDEN) continue;
    visible += 1;
    if (failed === 0) continue;
    rows[count++] = row;
    if ((failed & (failed - 1)) !== 0) continue;
    const place = 31 - Math.clz32(failed);
    alone[place] = (alone[place] as number) + 1;
  }
  return { rows: rows.subarray(0, count), visible, alone };
}

function readTallies(columns: Columns, tallies: Tallies): Facets {
  const entries = facetKeys.map((key, facet) => {
    const values = columns.dictionaries[key].words.flatMap((value, code) => {
      const count = tallies[facet]?.[code] ?? 0;
      return count > 0 && value !== "" ? [{ value, count }] : [];
    });
    return [key, values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))] as const;
  });
  // Every facet key has its entry, because the entries are made from the facet keys.
  return Object.fromEntries(entries) as Facets;
}
