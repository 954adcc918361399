import { AppError } from "@/domain/errors";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { dominatedBy } from "@/domain/ranking/dominance";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { describeRow } from "./describe-row";
import { orderPage } from "./ranked/order";
import { type RankedSet, rankedSet } from "./ranked/ranked-set";
import { rankingOf } from "./ranked/ranks";
import { utilitiesOfRows } from "./ranked/utilities";
import type { OfferHit } from "./search";

/** An abandoned export would otherwise keep its rows in memory forever. */
const KEPT_MS = 30_000;
const MOST_OPEN = 16;

/** A set whose rows are kept, because the market goes on changing under its columns. */
type Frozen = Pick<RankedSet, "closeness"> &
  Pick<Market, "feeds"> & {
    rows: (MarketRow | undefined)[];
    rank: Uint32Array;
    utilities: Float64Array[];
  };

type Open = { read: (from: number, count: number) => OfferHit[]; at: number; touchedMs: number };

const open = new Map<number, Open>();
let sequence = 0;

/**
 * Freezes the result of a search, in its order, to be read in portions. Rows, scores and their order are frozen; offers are
 * described portion by portion.
 *
 * @throws {AppError} LIMIT_EXCEEDED while too many exports are being read.
 */
export function openExport(
  market: Market,
  search: OfferSearch,
  now: Date,
): { cursor: number; total: number } {
  dropOld();
  if (open.size >= MOST_OPEN)
    throw new AppError("LIMIT_EXCEEDED", "too many exports are being read", {
      reason: { code: "export.too_many", parameters: { seconds: KEPT_MS / 1000 } },
      retryAfterSeconds: KEPT_MS / 1000,
    });
  const set = rankedSet(market, search, now);
  const { columns } = market;
  const order = orderPage(columns, set, { ...search, page: 1, limit: null });
  const frozen: Frozen = {
    feeds: new Map(market.feeds),
    rows: Array.from(set.rows, (row) => columns.rows[row]),
    closeness: set.closeness,
    rank: rankingOf(set).rank,
    utilities: utilitiesOfRows(columns, set.rows, set.domain, now),
  };
  const read = (from: number, count: number) => hitsOf(frozen, [...order.subarray(from, from + count)], now);
  const cursor = sequence++;
  open.set(cursor, { read, at: 0, touchedMs: performance.now() });
  return { cursor, total: order.length };
}

function hitsOf(
  { feeds, rows, closeness, rank, utilities }: Frozen,
  portion: number[],
  now: Date,
): OfferHit[] {
  const dominators = dominatedBy(utilities, rank, portion);
  return portion.flatMap((position, place) => {
    const row = rows[position];
    if (!row) return [];
    return [
      {
        ...describeRow({ feeds }, row, now),
        score: closeness[position] as number,
        rank: rank[position] as number,
        utilities: utilities.map((column) => column[position] as number),
        dominatedBy: rows[dominators[place] ?? -1]?.id ?? null,
      },
    ];
  });
}

/** The next portion. An empty one marks the end and closes the export. */
export function nextExportRows(cursor: number, count: number): OfferHit[] {
  const one = open.get(cursor);
  if (!one)
    throw new AppError("NOT_FOUND", "this export is no longer open", {
      reason: { code: "export.closed", parameters: {} },
    });
  const hits = one.read(one.at, count);
  one.at += hits.length;
  one.touchedMs = performance.now();
  if (hits.length === 0) open.delete(cursor);
  return hits;
}

export function closeExport(cursor: number): null {
  open.delete(cursor);
  return null;
}

function dropOld(): void {
  for (const [cursor, { touchedMs }] of open)
    if (performance.now() - touchedMs > KEPT_MS) open.delete(cursor);
}
