import { AppError } from "@/domain/errors";
import type { OfferSearch } from "@/domain/offer-search";
import type { Market } from "./market";
import { type OfferHit, searchMarket } from "./search";

/** An export that nobody reads on would hold its rows for ever. */
const KEPT_MS = 60_000;
const MOST_OPEN = 8;

type Open = { hits: OfferHit[]; at: number; touchedMs: number };

const open = new Map<number, Open>();
let sequence = 0;

/** Freezes everything that a search finds, in its order, to be read in portions. */
export function openExport(
  market: Market,
  search: OfferSearch,
  now: Date,
): { cursor: number; total: number } {
  dropOld();
  if (open.size >= MOST_OPEN)
    throw new AppError("LIMIT_EXCEEDED", "too many exports are being read; try again in a minute");
  const { hits } = searchMarket(market, { ...search, page: 1, limit: null, group: null }, now);
  const cursor = sequence++;
  open.set(cursor, { hits, at: 0, touchedMs: performance.now() });
  return { cursor, total: hits.length };
}

/** The next portion; empty at the end, which also closes the export. */
export function nextExportRows(cursor: number, count: number): OfferHit[] {
  const one = open.get(cursor);
  if (!one) throw new AppError("NOT_FOUND", "this export is no longer open");
  const rows = one.hits.slice(one.at, one.at + count);
  one.at += rows.length;
  one.touchedMs = performance.now();
  if (rows.length === 0) open.delete(cursor);
  return rows;
}

export function closeExport(cursor: number): null {
  open.delete(cursor);
  return null;
}

function dropOld(): void {
  for (const [cursor, { touchedMs }] of open)
    if (performance.now() - touchedMs > KEPT_MS) open.delete(cursor);
}
