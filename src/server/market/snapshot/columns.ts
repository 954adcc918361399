import { gpuById } from "@/domain/gpu/gpu";
import { priceSourceOf } from "@/domain/offer/offer";
import { criterionValuesOf } from "@/domain/ranking/criterion-values";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { measureOf } from "@/domain/ranking/reference-domain";
import { searchText } from "@/domain/search-words";
import type { MarketRow } from "./row";

/** Figures that offers are filtered and sorted by; NaN = unknown. Times are milliseconds since 1970. */
export const numericColumns = [
  "price",
  "hourly",
  "vram",
  "count",
  "vcpus",
  "ram",
  "reliability",
  "throughput",
  "changed",
] as const;
export type NumericColumn = (typeof numericColumns)[number];

/** Words that offers are filtered, counted and aged by, as codes into a dictionary; an empty one is unknown. */
export const codedColumns = [
  "gpu",
  "vendor",
  "provider",
  "region",
  "country",
  "form",
  "availability",
  "source",
  "pricing",
  "feed",
  "listed",
] as const;
export type CodedColumn = (typeof codedColumns)[number];

export type Dictionary = { words: string[]; codes: Map<string, number> };

/**
 * The searchable market: one typed array per figure, rows in no particular order. Rows are written in place and removed by
 * moving the last one, so the cost of a poll depends on what it changed, not on the size of the market.
 */
export type Columns = {
  length: number;
  rows: MarketRow[];
  indexOf: Map<string, number>;
  /** What the free-text search looks in, as `searchText` writes it. */
  haystack: string[];
  numbers: Record<NumericColumn, Float64Array>;
  coded: Record<CodedColumn, Uint16Array>;
  dictionaries: Record<CodedColumn, Dictionary>;
  /** One per criterion, in the order of criterionIds: what its scale takes, so that a question costs one multiplication per figure. */
  measures: Float64Array[];
};

export function createColumns(capacity = 1024): Columns {
  return {
    length: 0,
    rows: [],
    indexOf: new Map(),
    haystack: [],
    numbers: eachOf(numericColumns, () => new Float64Array(capacity)),
    coded: eachOf(codedColumns, () => new Uint16Array(capacity)),
    dictionaries: eachOf(codedColumns, () => ({ words: [], codes: new Map() })),
    measures: criterionIds.map(() => new Float64Array(capacity)),
  };
}

/** The rows and their figures as they are now: later changes of the columns leave the copy alone. */
export function copyFigures({ rows, numbers, length }: Columns): Pick<Columns, "rows" | "numbers"> {
  return {
    rows: rows.slice(0, length),
    numbers: eachOf(numericColumns, (name) => numbers[name].slice(0, length)),
  };
}

/** Adds the row, or overwrites the one with its id. */
export function putRow(columns: Columns, row: MarketRow): void {
  const known = columns.indexOf.get(row.id);
  const index = known ?? columns.length;
  if (known === undefined) {
    if (index === columns.numbers.price.length) grow(columns);
    columns.indexOf.set(row.id, index);
    columns.length += 1;
  }
  writeRow(columns, index, row);
}

export function removeRow(columns: Columns, id: string): void {
  const index = columns.indexOf.get(id);
  if (index === undefined) return;
  const last = columns.length - 1;
  const moved = columns.rows[last];
  if (moved && index !== last) {
    writeRow(columns, index, moved);
    columns.indexOf.set(moved.id, index);
  }
  columns.indexOf.delete(id);
  columns.rows.pop();
  columns.haystack.pop();
  columns.length = last;
}

function writeRow(columns: Columns, index: number, row: MarketRow): void {
  const gpu = gpuById(row.gpuId);
  columns.rows[index] = row;
  columns.haystack[index] = searchText(
    [row.instanceType, gpu?.model, row.gpuRaw, row.provider, row.region].join(" "),
  );
  const values = criterionValuesOf(row);
  const numbers: Record<NumericColumn, number | null> = {
    price: row.microUsdPerGpuHour,
    hourly: row.microUsdPerMachineHour,
    vram: row.vramGib,
    count: row.gpuCount,
    vcpus: row.vcpus,
    ram: row.ramGib,
    reliability: row.reliability,
    throughput: values.throughput,
    // A list changes on its own day, not in the minute in which it was read in.
    changed: Date.parse((row.source === "list" && row.listedOn) || row.changedAt),
  };
  for (const name of numericColumns) columns.numbers[name][index] = numbers[name] ?? Number.NaN;
  const words: Record<CodedColumn, string> = {
    gpu: row.gpuId,
    vendor: gpu?.vendor ?? "",
    provider: row.provider,
    region: row.region ?? "",
    country: row.countryCode ?? "",
    form: gpu?.formFactor ?? "",
    availability: row.availability,
    source: priceSourceOf(row),
    pricing: row.isSpot ? "spot" : "on_demand",
    feed: feedKey(row),
    listed: row.listedOn ?? "",
  };
  for (const name of codedColumns)
    columns.coded[name][index] = codeOf(columns.dictionaries[name], words[name]);
  criterionIds.forEach((criterion, position) => {
    const column = columns.measures[position];
    if (column) column[index] = measureOf(criterion, values[criterion]);
  });
}

export function feedKey({ provider, source }: Pick<MarketRow, "provider" | "source">): string {
  return `${provider}/${source}`;
}

export function codeOf(dictionary: Dictionary, word: string): number {
  const known = dictionary.codes.get(word);
  if (known !== undefined) return known;
  const code = dictionary.words.length;
  // No vendor has 65,536 regions. A code that overflows would give wrong answers, so this throws.
  if (code > 0xffff) throw new Error("a dictionary of the market snapshot is full");
  dictionary.words.push(word);
  dictionary.codes.set(word, code);
  return code;
}

function grow(columns: Columns): void {
  const capacity = columns.numbers.price.length * 2;
  const wider = (old: Float64Array) => copyInto(new Float64Array(capacity), old);
  columns.numbers = eachOf(numericColumns, (name) => wider(columns.numbers[name]));
  columns.measures = columns.measures.map(wider);
  columns.coded = eachOf(codedColumns, (name) => copyInto(new Uint16Array(capacity), columns.coded[name]));
}

function copyInto<T extends Float64Array | Uint16Array>(wide: T, old: T): T {
  wide.set(old);
  return wide;
}

/** A record with one value per name. The cast is safe because every name is visited. */
function eachOf<const Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}
