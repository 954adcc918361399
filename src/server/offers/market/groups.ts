import type { GroupKey } from "@/domain/offer-search";
import type { Columns } from "./columns";

/** Offers of one GPU, provider, country or count, put together. Prices are micro-USD per GPU-hour. */
export type GroupRow = {
  key: string;
  offers: number;
  providers: number;
  lowest: number;
  median: number;
  highest: number;
  /** The best-ranked offer of the group. */
  bestOfferId: string;
  bestScore: number;
};

/** Positions of one group's members among the filtered rows, and the best of them. */
type Members = { positions: number[]; best: number };

/** Groups the filtered rows; the group with the best-ranked offer comes first. */
export function groupRows(
  columns: Columns,
  rows: Uint32Array,
  closeness: Float64Array,
  by: GroupKey,
): GroupRow[] {
  const members = new Map<number, Members>();
  // Codes and counts are numbers already: no text is made per row.
  const keys = by === "count" ? columns.numbers.count : columns.coded[by];
  for (let position = 0; position < rows.length; position += 1) {
    const key = keys[rows[position] as number] as number;
    const group = members.get(key);
    if (!group) members.set(key, { positions: [position], best: position });
    else {
      group.positions.push(position);
      if ((closeness[position] as number) > (closeness[group.best] as number)) group.best = position;
    }
  }
  return [...members]
    .map(([key, group]) => summarise(columns, rows, closeness, nameOf(columns, key, by), group))
    .sort((a, b) => b.bestScore - a.bestScore);
}

function nameOf(columns: Columns, key: number, by: GroupKey): string {
  return by === "count" ? String(key) : (columns.dictionaries[by].words[key] ?? "");
}

function summarise(
  columns: Columns,
  rows: Uint32Array,
  closeness: Float64Array,
  key: string,
  { positions, best }: Members,
): GroupRow {
  const providers = new Set<number>();
  const prices = Float64Array.from(positions, (position) => {
    const row = rows[position] as number;
    providers.add(columns.coded.provider[row] as number);
    return columns.numbers.price[row] as number;
  }).sort();
  return {
    key,
    offers: prices.length,
    providers: providers.size,
    lowest: prices[0] ?? 0,
    median: ((prices[(prices.length - 1) >> 1] ?? 0) + (prices[prices.length >> 1] ?? 0)) / 2,
    highest: prices.at(-1) ?? 0,
    bestOfferId: columns.rows[rows[best] as number]?.id ?? "",
    bestScore: closeness[best] as number,
  };
}
