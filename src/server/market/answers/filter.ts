import { type FilterKey, filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { VRAM_TOLERANCE } from "@/domain/ranking/asked-gpus";
import type { Range } from "@/domain/search-parameters";
import type { CodedColumn, Columns, NumericColumn } from "../snapshot/columns";

/** The filters that each row fails, one bit per filter in the order of filterKeys; the top bit marks rows of a hidden feed. */
export type Failures = Uint32Array;
export const HIDDEN = 0x8000_0000;

const rangeColumns = {
  vram: ["vram", 1],
  count: ["count", 1],
  price: ["price", 1_000_000],
  hourly: ["hourly", 1_000_000],
  vcpus: ["vcpus", 1],
  ram: ["ram", 1],
  reliability: ["reliability", 1],
} as const satisfies Partial<Record<FilterKey, readonly [NumericColumn, number]>>;

const wordColumns = [
  "gpu",
  "vendor",
  "provider",
  "region",
  "country",
  "form",
  "availability",
  "source",
] as const satisfies readonly (FilterKey & CodedColumn)[];

export function bitOf(filter: FilterKey): number {
  return 1 << filterKeys.indexOf(filter);
}

/**
 * Marks the filters that each row fails. An unknown figure fails every bounded range, because it cannot be promised.
 *
 * @param visibleFeeds keys of the feeds whose offers may be shown.
 */
export function failuresOf(
  columns: Columns,
  search: OfferSearch,
  visibleFeeds: ReadonlySet<string>,
): Failures {
  const failures = new Uint32Array(columns.length);
  markWords(failures, columns, "feed", visibleFeeds, HIDDEN);
  for (const filter of wordColumns) {
    const wanted = search[filter];
    if (wanted.length > 0) markWords(failures, columns, filter, new Set<string>(wanted), bitOf(filter));
  }
  if (search.pricing !== "any")
    markWords(failures, columns, "pricing", new Set([search.pricing]), bitOf("pricing"));
  for (const filter of Object.keys(rangeColumns) as (keyof typeof rangeColumns)[]) {
    const [column, unit] = rangeColumns[filter];
    const slack = filter === "vram" ? VRAM_TOLERANCE : 0;
    markRange(failures, columns.numbers[column], scale(search[filter], unit, slack), bitOf(filter));
  }
  markText(failures, columns, search.q);
  return failures;
}

function markWords(
  failures: Failures,
  columns: Columns,
  name: CodedColumn,
  wanted: ReadonlySet<string>,
  bit: number,
): void {
  const { words } = columns.dictionaries[name];
  const isWanted = Uint8Array.from(words, (word) => (wanted.has(word) ? 1 : 0));
  const codes = columns.coded[name];
  for (let row = 0; row < failures.length; row += 1) {
    if (isWanted[codes[row] as number] === 0) failures[row] = (failures[row] as number) | bit;
  }
}

function markRange(failures: Failures, values: Float64Array, { min, max }: Range, bit: number): void {
  if (min === null && max === null) return;
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row < failures.length; row += 1) {
    const value = values[row] as number;
    if (!(value >= low && value <= high)) failures[row] = (failures[row] as number) | bit;
  }
}

function markText(failures: Failures, columns: Columns, text: string): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return;
  const bit = bitOf("q");
  for (let row = 0; row < failures.length; row += 1) {
    const haystack = columns.haystack[row] as string;
    if (!words.every((word) => haystack.includes(word))) failures[row] = (failures[row] as number) | bit;
  }
}

function scale({ min, max }: Range, unit: number, slack: number): Range {
  return {
    min: min === null ? null : min * unit * (1 - slack),
    max: max === null ? null : max * unit * (1 + slack),
  };
}

/** Indexes of the rows that pass every filter, in column order. */
export function passing(failures: Failures): Uint32Array {
  const rows = new Uint32Array(failures.length);
  let count = 0;
  for (let row = 0; row < failures.length; row += 1) {
    if (failures[row] === 0) rows[count++] = row;
  }
  return rows.subarray(0, count);
}
