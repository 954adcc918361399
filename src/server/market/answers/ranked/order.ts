import type { OfferSearch, SortKey } from "@/domain/offer/offer-search";
import type { Columns, NumericColumn } from "../../snapshot/columns";
import type { MarketRow } from "../../snapshot/row";
import type { RankedSet } from "./ranked-set";
import { type Key, sortPositions } from "./sort-positions";

/** Up to this many wanted rows, a heap is faster than sorting everything. */
const HEAP_UP_TO = 4000;

export type Compare = (a: number, b: number) => number;

/** What an order needs of the market and of a ranked set. */
type OrderedColumns = Pick<Columns, "rows" | "numbers">;
type Ordered = Pick<RankedSet, "rows" | "closeness" | "isPast">;

/**
 * The rows of one page, as positions into the set, in the order that the search asks for. Rows of which the price is history come
 * last in every order. Ties: cheaper per GPU-hour, then per hour, then on demand before spot, then region, then id, so that equal
 * searches give equal pages.
 */
export function orderPage(columns: OrderedColumns, set: Ordered, search: OfferSearch): Uint32Array {
  const { rows } = set;
  const from = search.limit === null ? 0 : (search.page - 1) * search.limit;
  const to = search.limit === null ? rows.length : Math.min(from + search.limit, rows.length);
  const first =
    to > HEAP_UP_TO || to > rows.length / 4
      ? sortAll(columns, set, search)
      : smallest(rows.length, to, comparatorOf(columns, set, search));
  return first.subarray(from, to);
}

const sortColumns: Record<
  Exclude<SortKey, "score">,
  { column: NumericColumn; isFallingByDefault: boolean }
> = {
  price: { column: "price", isFallingByDefault: false },
  hourly: { column: "hourly", isFallingByDefault: false },
  vram: { column: "vram", isFallingByDefault: true },
  count: { column: "count", isFallingByDefault: true },
  throughput: { column: "throughput", isFallingByDefault: true },
  reliability: { column: "reliability", isFallingByDefault: true },
  changed: { column: "changed", isFallingByDefault: true },
};

/** The order of two positions. Best first: a low price, a high VRAM. `descending` reverses it; unknown values stay last. */
export function comparatorOf(columns: OrderedColumns, set: Ordered, search: OfferSearch): Compare {
  const compare = currentComparator(columns, set, search);
  const { isPast } = set;
  if (isPast === null) return compare;
  return (a, b) => (isPast[a] as number) - (isPast[b] as number) || compare(a, b);
}

function currentComparator(
  columns: OrderedColumns,
  { rows, closeness }: Ordered,
  search: OfferSearch,
): Compare {
  const tie = tieBreak(columns, rows);
  const direction = search.descending ? -1 : 1;
  if (search.sort === "score")
    return (a, b) => direction * ((closeness[b] as number) - (closeness[a] as number)) || tie(a, b);
  const { column, isFallingByDefault } = sortColumns[search.sort];
  const values = columns.numbers[column];
  const sign = isFallingByDefault ? -direction : direction;
  return (a, b) => {
    const left = values[rows[a] as number] as number;
    const right = values[rows[b] as number] as number;
    if (Number.isNaN(left) || Number.isNaN(right))
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || tie(a, b);
    return sign * (left - right) || tie(a, b);
  };
}

function tieBreak(columns: OrderedColumns, rows: Uint32Array): Compare {
  const { price, hourly } = columns.numbers;
  return (a, b) => {
    const left = rows[a] as number;
    const right = rows[b] as number;
    const byPrice = (price[left] as number) - (price[right] as number);
    if (byPrice !== 0) return byPrice;
    const byHour = (hourly[left] as number) - (hourly[right] as number);
    if (byHour !== 0) return byHour;
    return compareRows(columns, left, right);
  };
}

function compareRows({ rows }: OrderedColumns, left: number, right: number): number {
  const [a, b] = [rows[left], rows[right]];
  return a && b ? compareNames(a, b) : 0;
}

/** The order of two rows if they had the same score and the same price per GPU-hour: then fewer GPUs cost less per hour. */
export function compareAtSamePrice(a: MarketRow, b: MarketRow): number {
  return a.gpuCount - b.gpuCount || compareNames(a, b);
}

export type TieBreak = "price" | "hourly" | "pricing" | "region" | "id";

/** What puts one of two rows first that are equal in what the order is by: the first that differs. */
export function tieBreakOf(a: MarketRow, b: MarketRow): TieBreak {
  if (a.microUsdPerGpuHour !== b.microUsdPerGpuHour) return "price";
  if (a.microUsdPerMachineHour !== b.microUsdPerMachineHour) return "hourly";
  if (a.isSpot !== b.isSpot) return "pricing";
  return (a.region ?? "") === (b.region ?? "") ? "id" : "region";
}

function compareNames(a: MarketRow, b: MarketRow): number {
  if (a.isSpot !== b.isSpot) return a.isSpot ? 1 : -1;
  const byRegion = compareText(a.region ?? "", b.region ?? "");
  return byRegion === 0 ? compareText(a.id, b.id) : byRegion;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** All positions in order. */
function sortAll(columns: OrderedColumns, set: Ordered, search: OfferSearch): Uint32Array {
  const positions = new Uint32Array(set.rows.length);
  for (let position = 0; position < positions.length; position += 1) positions[position] = position;
  sortPositions(positions, keysOf(columns, set, search), comparatorOf(columns, set, search));
  return positions;
}

/** The figures in the order of {@link comparatorOf}; what they do not tell apart is left to it. */
function keysOf(
  { numbers }: OrderedColumns,
  { rows, closeness, isPast }: Ordered,
  search: OfferSearch,
): Key[] {
  const past: Key[] = isPast === null ? [] : [(position) => -(isPast[position] as number)];
  const lowest =
    (values: Float64Array): Key =>
    (position) =>
      -(values[rows[position] as number] as number);
  const ties = [lowest(numbers.price), lowest(numbers.hourly)];
  const direction = search.descending ? -1 : 1;
  if (search.sort === "score")
    return [...past, (position) => direction * (closeness[position] as number), ...ties];
  const { column, isFallingByDefault } = sortColumns[search.sort];
  const values = numbers[column];
  const sign = isFallingByDefault ? direction : -direction;
  const known: Key = (position) => (Number.isNaN(values[rows[position] as number]) ? 0 : 1);
  const figure: Key = (position) => {
    const value = values[rows[position] as number] as number;
    return Number.isNaN(value) ? 0 : sign * value;
  };
  return [...past, known, figure, ...ties];
}

/** The `wanted` smallest positions in order, found in one pass with a max-heap of that size. */
function smallest(count: number, wanted: number, compare: Compare): Uint32Array {
  const heap: number[] = [];
  for (let position = 0; position < count; position += 1) {
    if (heap.length < wanted) siftUp(heap, position, compare);
    else if (wanted > 0 && compare(position, heap[0] as number) < 0) siftDown(heap, position, compare);
  }
  return Uint32Array.from(heap.sort(compare));
}

function siftUp(heap: number[], value: number, compare: Compare): void {
  let at = heap.push(value) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (compare(heap[parent] as number, value) >= 0) break;
    heap[at] = heap[parent] as number;
    at = parent;
  }
  heap[at] = value;
}

function siftDown(heap: number[], value: number, compare: Compare): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1] as number, heap[child] as number) > 0) child += 1;
    if (compare(heap[child] as number, value) <= 0) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}
