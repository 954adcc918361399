import { type GroupKey, UNKNOWN } from "@/domain/offer/offer-search";
import type { Columns } from "../snapshot/columns";
import type { RankedSet } from "./ranked-set";

/** The offers of one GPU, provider, country or count as a group. Prices are micro-USD per GPU-hour. */
export type GroupRow = {
  /** A word that a filter takes: {@link UNKNOWN} for the offers whose provider does not state it. */
  key: string;
  offers: number;
  providers: number;
  lowest: number;
  median: number;
  highest: number;
  /** The best-ranked offer of the group. */
  bestOfferId: string;
  bestScore: number;
  bestRank: number;
};

/** The filtered rows sorted into groups: the members of group g are positions[starts[g]..starts[g + 1]]. */
type Sorted = { names: string[]; starts: Uint32Array; positions: Uint32Array };

/** Groups the filtered rows; the group with the best-ranked offer comes first. */
export function groupRows(
  columns: Columns,
  rows: Uint32Array,
  { closeness, rank }: Pick<RankedSet, "closeness" | "rank">,
  by: GroupKey,
): GroupRow[] {
  const { names, starts, positions } = sortIntoGroups(columns, rows, by);
  const groups = names.flatMap((name, group) => {
    const members = positions.subarray(starts[group], starts[group + 1]);
    return members.length > 0 ? [summarise({ columns, rows, closeness, rank }, name, members)] : [];
  });
  return groups.sort((a, b) => a.bestRank - b.bestRank);
}

/** A counting sort by group: two passes over typed arrays, no list per group. */
function sortIntoGroups(columns: Columns, rows: Uint32Array, by: GroupKey): Sorted {
  const { codes, names } = by === "count" ? countCodes(columns, rows) : wordCodes(columns, rows, by);
  const starts = new Uint32Array(names.length + 1);
  for (const code of codes) starts[code + 1] = (starts[code + 1] as number) + 1;
  for (let group = 0; group < names.length; group += 1)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const positions = new Uint32Array(rows.length);
  for (let position = 0; position < rows.length; position += 1) {
    const group = codes[position] as number;
    const place = next[group] as number;
    positions[place] = position;
    next[group] = place + 1;
  }
  return { names, starts, positions };
}

type Codes = { codes: Uint32Array; names: string[] };

function wordCodes(columns: Columns, rows: Uint32Array, by: Exclude<GroupKey, "count">): Codes {
  const own = columns.coded[by];
  const names = columns.dictionaries[by].words.map((word) => (word === "" ? UNKNOWN : word));
  return { codes: rows.map((row) => own[row] as number), names };
}

function countCodes(columns: Columns, rows: Uint32Array): Codes {
  const known = new Map<number, number>();
  const codes = rows.map((row) => {
    const count = columns.numbers.count[row] as number;
    const code = known.get(count) ?? known.size;
    known.set(count, code);
    return code;
  });
  return { codes, names: [...known.keys()].map(String) };
}

function summarise(
  {
    columns,
    rows,
    closeness,
    rank,
  }: { columns: Columns; rows: Uint32Array } & Pick<RankedSet, "closeness" | "rank">,
  key: string,
  members: Uint32Array,
): GroupRow {
  const prices = new Float64Array(members.length);
  const isSeen = new Uint8Array(columns.dictionaries.provider.words.length);
  let best = members[0] as number;
  for (let member = 0; member < members.length; member += 1) {
    const position = members[member] as number;
    const row = rows[position] as number;
    prices[member] = columns.numbers.price[row] as number;
    isSeen[columns.coded.provider[row] as number] = 1;
    if ((rank[position] as number) < (rank[best] as number)) best = position;
  }
  prices.sort();
  return {
    key,
    offers: prices.length,
    providers: isSeen.reduce((sum, one) => sum + one, 0),
    lowest: prices[0] ?? 0,
    median: ((prices[(prices.length - 1) >> 1] ?? 0) + (prices[prices.length >> 1] ?? 0)) / 2,
    highest: prices.at(-1) ?? 0,
    bestOfferId: columns.rows[rows[best] as number]?.id ?? "",
    bestScore: closeness[best] as number,
    bestRank: rank[best] as number,
  };
}
