import { median } from "@/domain/kpi";
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

type Members = { rows: number[]; best: number };

/** Groups the filtered rows; the group with the best-ranked offer comes first. */
export function groupRows(
  columns: Columns,
  rows: Uint32Array,
  closeness: Float64Array,
  by: GroupKey,
): GroupRow[] {
  const members = new Map<string, Members>();
  for (let position = 0; position < rows.length; position += 1) {
    const key = keyOf(columns, rows[position] as number, by);
    const group = members.get(key);
    if (!group) members.set(key, { rows: [position], best: position });
    else {
      group.rows.push(position);
      if ((closeness[position] as number) > (closeness[group.best] as number)) group.best = position;
    }
  }
  return [...members]
    .map(([key, group]) => summarise(columns, rows, closeness, key, group))
    .sort((a, b) => b.bestScore - a.bestScore);
}

function keyOf(columns: Columns, row: number, by: GroupKey): string {
  if (by === "count") return String(columns.numbers.count[row]);
  return columns.dictionaries[by].words[columns.coded[by][row] as number] ?? "";
}

function summarise(
  columns: Columns,
  rows: Uint32Array,
  closeness: Float64Array,
  key: string,
  group: Members,
): GroupRow {
  const prices = group.rows
    .map((position) => columns.numbers.price[rows[position] as number] as number)
    .sort((a, b) => a - b);
  const providers = new Set(group.rows.map((position) => columns.coded.provider[rows[position] as number]));
  return {
    key,
    offers: prices.length,
    providers: providers.size,
    lowest: prices[0] ?? 0,
    median: median(prices) ?? 0,
    highest: prices.at(-1) ?? 0,
    bestOfferId: columns.rows[rows[group.best] as number]?.id ?? "",
    bestScore: closeness[group.best] as number,
  };
}
