import { AppError } from "@/domain/errors";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { dominatedBy } from "@/domain/ranking/dominance";
import type { Ranking } from "@/domain/topsis/competition-rank";
import { copyFigures } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import type { MarketRow } from "../snapshot/row";
import { openTurns } from "../turns";
import { describeRow } from "./describe-row";
import { orderPage } from "./ranked/order";
import { type RankedSet, rankedSet } from "./ranked/ranked-set";
import { rankingOf } from "./ranked/ranks";
import { knownOf, utilitiesOfRows } from "./ranked/utilities";
import type { OfferHit } from "./search";

/** An abandoned export would otherwise keep its rows in memory forever. */
const KEPT_MS = 30_000;
const MOST_OPEN = 16;

/** Offers that are described before the thread looks whether others wait. */
const STEP = 25;

/** A ranked set in the order of its search, kept because the market goes on changing under its columns. */
type Frozen = Pick<RankedSet, "rows" | "closeness"> &
  Pick<Market, "feeds"> & {
    all: MarketRow[];
    utilities: Float64Array[];
    known: Float64Array[];
    order: Uint32Array;
    ranking: Ranking;
  };

type Open = { frozen: Promise<Frozen>; now: Date; at: number; touchedMs: number };

const open = new Map<number, Open>();
let sequence = 0;

/**
 * Freezes the result of a search, in its order, to be read in portions. Rows, scores and their order are those of the moment of the
 * call; they are sorted in turns with other questions, and offers are described portion by portion.
 *
 * @throws {AppError} LIMIT_EXCEEDED while too many exports are being read.
 */
export async function openExport(
  market: Market,
  search: OfferSearch,
  now: Date,
): Promise<{ cursor: number; total: number }> {
  dropOld();
  if (open.size >= MOST_OPEN)
    throw new AppError("LIMIT_EXCEEDED", "too many exports are being read", {
      reason: { code: "export.too_many", parameters: { seconds: KEPT_MS / 1000 } },
      retryAfterSeconds: KEPT_MS / 1000,
    });
  const frozen = freeze(market, search, now);
  const cursor = sequence++;
  open.set(cursor, { frozen, now, at: 0, touchedMs: performance.now() });
  return { cursor, total: (await frozen).order.length };
}

async function freeze(market: Market, search: OfferSearch, now: Date): Promise<Frozen> {
  const set = rankedSet(market, search, now);
  const figures = copyFigures(market.columns);
  const feeds = new Map(market.feeds);
  const utilities = utilitiesOfRows(market.columns, set.rows, set.domain, now);
  const known = knownOf(market.columns, set.rows, utilities);
  const turns = openTurns();
  await turns.next();
  const order = orderPage(figures, set, { ...search, page: 1, limit: null });
  await turns.next();
  const { rows, closeness } = set;
  return { rows, closeness, feeds, all: figures.rows, utilities, known, order, ranking: rankingOf(set) };
}

/** The next portion, described in turns with other questions. An empty one marks the end and closes the export. */
export async function nextExportRows(cursor: number, count: number): Promise<OfferHit[]> {
  const one = open.get(cursor);
  if (!one)
    throw new AppError("NOT_FOUND", "this export is no longer open", {
      reason: { code: "export.closed", parameters: {} },
    });
  const frozen = await one.frozen;
  const portion = [...frozen.order.subarray(one.at, one.at + count)];
  one.at += portion.length;
  one.touchedMs = performance.now();
  if (portion.length === 0) open.delete(cursor);
  const turns = openTurns();
  const hits: OfferHit[] = [];
  for (let from = 0; from < portion.length; from += STEP) {
    hits.push(...hitsOf(frozen, portion.slice(from, from + STEP), one.now));
    await turns.nextIfDue();
  }
  return hits;
}

function hitsOf({ all, rows, utilities, ...frozen }: Frozen, positions: number[], now: Date): OfferHit[] {
  const { feeds, closeness, ranking, known } = frozen;
  const rowAt = (position: number) => all[rows[position] ?? -1];
  const dominators = dominatedBy(known, ranking, positions);
  return positions.flatMap((position, place) => {
    const row = rowAt(position);
    if (!row) return [];
    return [
      {
        ...describeRow({ feeds }, row, now),
        score: closeness[position] as number,
        rank: ranking.rank[position] as number,
        utilities: utilities.map((column) => column[position] as number),
        dominatedBy: rowAt(dominators[place] ?? -1)?.id ?? null,
      },
    ];
  });
}

export function closeExport(cursor: number): null {
  open.delete(cursor);
  return null;
}

function dropOld(): void {
  for (const [cursor, { touchedMs }] of open)
    if (performance.now() - touchedMs > KEPT_MS) open.delete(cursor);
}
