import { spanOfLists } from "@/domain/offer/list-day";
import type { GroupKey } from "@/domain/offer/offer-search";
import { UNKNOWN } from "@/domain/search-parameters";
import type { Columns } from "../snapshot/columns";
import type { RankedSet } from "./ranked/ranked-set";
import { ranksAt } from "./ranked/ranks";

/**
 * The offers of one GPU, provider, country or count as a group. Prices are micro-USD per GPU-hour; past ones do not count among
 * them, so they are null for a group that has no others.
 */
export type GroupRow = {
  /** A word that a filter takes: {@link UNKNOWN} for the offers whose provider does not state it. */
  key: string;
  offers: number;
  providers: number;
  /** The offers that the prices count: all but those of which the price is past; and how many of them are spot. */
  priced: number;
  pricedSpot: number;
  lowest: number | null;
  /** Whether only spot is as cheap as the lowest; null without one. */
  isLowestSpot: boolean | null;
  median: number | null;
  highest: number | null;
  /** From the oldest to the newest list among those prices, as in `list-day.ts`; null if none is from a list. */
  listedOn: string | null;
  /** The best-ranked offer of the group. */
  bestOfferId: string;
  bestScore: number;
  bestRank: number;
};

type PriceSpread = Omit<GroupRow, "key" | "bestOfferId" | "bestScore" | "bestRank">;

/** The filtered rows sorted into groups: the members of group g are positions[starts[g]..starts[g + 1]]. */
type Sorted = { names: string[]; starts: Uint32Array; positions: Uint32Array };

type GroupSet = Pick<RankedSet, "rows" | "closeness" | "isPast">;

/** Groups the filtered rows; the group with the best-ranked offer comes first. */
export function groupRows(columns: Columns, set: GroupSet, by: GroupKey): GroupRow[] {
  const { names, starts, positions } = sortIntoGroups(columns, set.rows, by);
  const found = names.flatMap((name, group) => {
    const members = positions.subarray(starts[group], starts[group + 1]);
    return members.length > 0 ? [{ name, members, best: bestOf(set, members) }] : [];
  });
  const ranks = ranksAt(
    set,
    found.map(({ best }) => best),
  );
  return found
    .map(({ name, members, best }, place) => ({
      ...summarise(columns, set, members),
      key: name,
      bestOfferId: columns.rows[set.rows[best] as number]?.id ?? "",
      bestScore: set.closeness[best] as number,
      bestRank: ranks[place] as number,
    }))
    .sort((a, b) => a.bestRank - b.bestRank);
}

/** The member that ranks best, of equals the first. */
function bestOf({ closeness, isPast }: GroupSet, members: Uint32Array): number {
  let best = members[0] as number;
  for (const position of members) {
    const byAge = isPast === null ? 0 : (isPast[position] as number) - (isPast[best] as number);
    if (byAge < 0 || (byAge === 0 && (closeness[position] as number) > (closeness[best] as number)))
      best = position;
  }
  return best;
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

function summarise(columns: Columns, set: GroupSet, members: Uint32Array): PriceSpread {
  const { coded, numbers, dictionaries } = columns;
  const { rows, isPast } = set;
  const all = new Float64Array(members.length);
  const spotCode = dictionaries.pricing.codes.get("spot");
  let [counted, spot, lowestOnDemand] = [0, 0, Number.POSITIVE_INFINITY];
  const listed = new Set<number>();
  const isSeen = new Uint8Array(dictionaries.provider.words.length);
  for (let member = 0; member < members.length; member += 1) {
    const position = members[member] as number;
    const row = rows[position] as number;
    isSeen[coded.provider[row] as number] = 1;
    if (isPast !== null && isPast[position] === 1) continue;
    const price = numbers.price[row] as number;
    all[counted++] = price;
    listed.add(coded.listed[row] as number);
    if (coded.pricing[row] === spotCode) spot += 1;
    else lowestOnDemand = Math.min(lowestOnDemand, price);
  }
  const prices = all.subarray(0, counted).sort();
  const [lowest, lower, upper] = [prices[0], prices[(counted - 1) >> 1], prices[counted >> 1]];
  return {
    offers: members.length,
    providers: isSeen.reduce((sum, one) => sum + one, 0),
    priced: counted,
    pricedSpot: spot,
    lowest: lowest ?? null,
    isLowestSpot: lowest === undefined ? null : lowest < lowestOnDemand,
    median: lower === undefined || upper === undefined ? null : (lower + upper) / 2,
    highest: prices.at(-1) ?? null,
    listedOn: spanOfLists([...listed].flatMap((code) => dictionaries.listed.words[code] || [])),
  };
}
