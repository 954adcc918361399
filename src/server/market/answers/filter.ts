import { machineNeedOf } from "@/domain/model/machine-need";
import { type FilterKey, filterKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { type Bounds, figureBounds, priceBounds, shareBounds } from "@/domain/offer/shown-bounds";
import { VRAM_TOLERANCE } from "@/domain/ranking/asked-gpus";
import { type Range, UNKNOWN } from "@/domain/search-parameters";
import { searchWords } from "@/domain/search-words";
import type { CodedColumn, Columns, NumericColumn } from "../snapshot/columns";

/** The filters that each row fails, one bit per filter in the order of filterKeys; the top bit marks rows of a hidden feed. */
export type Failures = Uint32Array;
export const HIDDEN = 0x8000_0000;

/** Decimals with which the table shows a figure. */
const figureColumns = {
  count: 3,
  vcpus: 0,
  ram: 0,
  // As a percentage with one decimal.
  reliability: 3,
} as const satisfies Partial<Record<FilterKey & NumericColumn, number>>;

const priceColumns = ["price", "hourly"] as const satisfies readonly (FilterKey & NumericColumn)[];

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
    if (wanted.length > 0) markWords(failures, columns, filter, wordsOf(wanted), bitOf(filter));
  }
  if (search.pricing !== "any")
    markWords(failures, columns, "pricing", new Set([search.pricing]), bitOf("pricing"));
  for (const filter of priceColumns)
    markOutside(failures, columns.numbers[filter], priceBounds(search[filter]), bitOf(filter));
  for (const [filter, decimals] of Object.entries(figureColumns) as [keyof typeof figureColumns, number][])
    markOutside(failures, columns.numbers[filter], boundsOf(filter)(search[filter], decimals), bitOf(filter));
  markTooSmall(failures, columns, search);
  markOutside(failures, columns.numbers.vram, vramBounds(search.vram), bitOf("vram"));
  markText(failures, columns, search.q);
  return failures;
}

function boundsOf(filter: keyof typeof figureColumns): typeof figureBounds {
  return filter === "reliability" ? shareBounds : figureBounds;
}

/** In the columns, what nobody states is an empty word. */
function wordsOf(wanted: readonly string[]): ReadonlySet<string> {
  return new Set(wanted.includes(UNKNOWN) ? [...wanted, ""] : wanted);
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

function markOutside(failures: Failures, values: Float64Array, { least, most }: Bounds, bit: number): void {
  if (least === Number.NEGATIVE_INFINITY && most === Number.POSITIVE_INFINITY) return;
  for (let row = 0; row < failures.length; row += 1) {
    const value = values[row] as number;
    if (!(value >= least && value <= most)) failures[row] = (failures[row] as number) | bit;
  }
}

function markText(failures: Failures, columns: Columns, text: string): void {
  const words = searchWords(text);
  if (words.length === 0) return;
  const bit = bitOf("q");
  for (let row = 0; row < failures.length; row += 1) {
    const haystack = columns.haystack[row] as string;
    if (!words.every((word) => haystack.includes(word))) failures[row] = (failures[row] as number) | bit;
  }
}

/** Marks the machines that cannot hold the model of the question; unknown VRAM cannot be promised to hold it. */
function markTooSmall(failures: Failures, columns: Columns, { model, bits }: OfferSearch): void {
  const need = model === "" ? null : machineNeedOf(model, bits);
  if (need === null) return;
  const bit = bitOf("model");
  const { count, vram } = columns.numbers;
  const least = new Map<number, number>();
  for (let row = 0; row < failures.length; row += 1) {
    const gpus = count[row] as number;
    const known = least.get(gpus) ?? need.leastVramOf(gpus);
    least.set(gpus, known);
    if (!((vram[row] as number) >= known)) failures[row] = (failures[row] as number) | bit;
  }
}

function vramBounds({ min, max }: Range): Bounds {
  return {
    least: min === null ? Number.NEGATIVE_INFINITY : min * (1 - VRAM_TOLERANCE),
    most: max === null ? Number.POSITIVE_INFINITY : max * (1 + VRAM_TOLERANCE),
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
